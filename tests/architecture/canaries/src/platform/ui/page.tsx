// legal
import 'antd';
