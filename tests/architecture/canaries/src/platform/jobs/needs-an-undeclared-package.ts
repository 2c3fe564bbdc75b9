// caught: what-ships-needs-no-development-package
import 'typescript';
