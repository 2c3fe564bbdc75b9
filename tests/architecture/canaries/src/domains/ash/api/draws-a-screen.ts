// caught: server-rooms-draw-no-screens
import 'react';
