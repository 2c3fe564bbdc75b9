// caught: server-rooms-draw-no-screens
import 'antd';
