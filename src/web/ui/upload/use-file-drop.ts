import { type DragEvent, useRef, useState } from 'react';

/** An area onto which files are dropped: whether some are over it, and the handlers it needs. */
export function useFileDrop(onChoose: (files: readonly File[]) => void) {
  const [isOver, setOver] = useState(false);
  // Leaving a child is not leaving the area: enters and leaves are counted.
  const depth = useRef(0);

  function onDrag(event: DragEvent, change: number): void {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    depth.current = Math.max(0, depth.current + change);
    setOver(depth.current > 0);
  }

  return {
    isOver,
    handlers: {
      onDragEnter: (event: DragEvent) => onDrag(event, 1),
      onDragOver: (event: DragEvent) => onDrag(event, 0),
      onDragLeave: (event: DragEvent) => onDrag(event, -1),
      onDrop: (event: DragEvent) => {
        // Text that is dragged into a field is the field's own business.
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        if (event.dataTransfer.files.length > 0) onChoose([...event.dataTransfer.files]);
      },
    },
  };
}
