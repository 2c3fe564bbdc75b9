// legal
import 'react';
