// caught: server-rooms-draw-no-screens
import '#platform/ui/colours.ts';
