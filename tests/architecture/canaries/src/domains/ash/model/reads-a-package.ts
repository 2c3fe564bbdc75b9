// caught: model-stays-in-its-lane
import 'zod';
