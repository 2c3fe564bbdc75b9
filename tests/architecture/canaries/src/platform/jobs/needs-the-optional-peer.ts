// caught: the-optional-peer-is-loaded-by-one-file
import 'node-opcua-client';
