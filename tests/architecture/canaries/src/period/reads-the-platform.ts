// caught: foundations-stand-alone
import '#platform/i18n/say.ts';
