// legal
import 'react';
import '#platform/ui/page.tsx';
