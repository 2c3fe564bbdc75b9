// Stands until its panel is written.
export const ProvenancePanel = ({ figureId }: { figureId: string; onClose: () => void }) => <aside>{figureId}</aside>;
