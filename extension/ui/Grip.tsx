/** By which a thing of a list is taken and put elsewhere, and the line that says where (`use-order`). */
import { GripVertical } from 'lucide-react'
import { classNames } from './class-names.ts'
import type { GripEvents } from './use-order.ts'

export function Grip({
  id,
  name,
  grips,
  className,
}: {
  id: string
  name: string
  grips: GripEvents
  className?: string
}) {
  return (
    <button
      type="button"
      aria-label={`Put ${name} elsewhere`}
      aria-keyshortcuts="ArrowUp ArrowDown Home End"
      title="Drag it, or move it by the arrow keys"
      onPointerDown={(event) => grips.onPointerDown(id, event)}
      onPointerMove={grips.onPointerMove}
      onPointerUp={grips.onPointerUp}
      onPointerCancel={grips.letGo}
      onKeyDown={(event) => grips.onKeyDown(id, event)}
      className={classNames(
        'inline-flex size-7 shrink-0 cursor-grab touch-none items-center justify-center rounded-md text-faint hover:bg-hover hover:text-ink active:cursor-grabbing',
        className,
      )}
    >
      <GripVertical aria-hidden className="size-4" />
    </button>
  )
}

/** At the edge of a thing that is positioned itself. */
export const DropLine = ({ edge }: { edge: 'above' | 'below' }) => (
  <span
    aria-hidden
    data-drop={edge}
    className={`pointer-events-none absolute inset-x-0 z-10 h-0.75 rounded-full bg-accent-ink ${edge === 'above' ? '-top-1.5' : '-bottom-1.5'}`}
  />
)
