// caught: cli-stays-in-its-lane, server-and-command-line-reach-no-tsx
import '../pages/loads.tsx';
