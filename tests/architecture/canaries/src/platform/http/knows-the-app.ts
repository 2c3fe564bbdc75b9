// caught: platform-knows-no-domain, only-app-composes
import '#app/server.ts';
