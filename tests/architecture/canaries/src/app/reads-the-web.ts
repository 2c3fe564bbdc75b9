// caught: server-and-command-line-reach-no-tsx
import './web/main.tsx';
