// caught: what-ships-needs-no-development-package
import 'fast-check';
