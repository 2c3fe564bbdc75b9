// legal
import '#domains/ash/pages/loads.tsx';
