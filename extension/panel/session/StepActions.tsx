/** What one may do at any step besides answering it, with the key of each. */
import {
  Ban,
  CircleSlash,
  FileCode,
  NotebookPen,
  Paperclip,
  Pause,
  Play,
  Plus,
  Sparkles,
  Undo2,
} from 'lucide-react'
import { Button } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { usePanel } from '../PanelContext.tsx'
import type { Writing } from './writing.ts'

export function StepActions({
  isInFlow,
  isPaused,
  canGoBack,
  onWrite,
}: {
  isInFlow: boolean
  isPaused: boolean
  canGoBack: boolean
  onWrite: (writing: Writing) => void
}) {
  const { walk, store, desk } = usePanel()
  const icon = 'size-3.5'
  const script = (
    <Quiet
      label="Script"
      act="script"
      icon={<FileCode className={icon} />}
      onClick={() => void store.takeScript()}
    />
  )
  return (
    <div
      role="toolbar"
      aria-label="At this step"
      className="grid grid-cols-3 gap-x-0.5 gap-y-1 max-wide:[&_svg]:hidden"
    >
      {isInFlow && (
        <>
          <Quiet
            label="Did not help"
            act="didNotHelp"
            icon={<CircleSlash className={icon} />}
            onClick={() => onWrite('didNotHelp')}
          />
          <Quiet
            label="Not possible"
            act="notPossible"
            icon={<Ban className={icon} />}
            onClick={() => onWrite('notPossible')}
          />
          <Quiet
            label="Explain"
            act="explain"
            icon={<Sparkles className={icon} />}
            onClick={() => store.look('pilot', 'explain')}
          />
        </>
      )}
      {script}
      <Quiet
        label="Own note"
        act="ownNote"
        icon={<NotebookPen className={icon} />}
        onClick={() => onWrite('ownNote')}
      />
      <Quiet
        label="Own step"
        act="customStep"
        icon={<Plus className={icon} />}
        onClick={() => onWrite('customStep')}
      />
      <Quiet
        label="Attach"
        act="attach"
        icon={<Paperclip className={icon} />}
        onClick={() => desk.pick()}
      />
      {canGoBack && (
        <Quiet
          label="Back"
          act="back"
          keyLabel="b"
          icon={<Undo2 className={icon} />}
          onClick={() => void walk.back()}
        />
      )}
      <Quiet
        label={isPaused ? 'Go on' : 'Pause'}
        act="pause"
        icon={isPaused ? <Play className={icon} /> : <Pause className={icon} />}
        onClick={() => (isPaused ? void walk.resume() : onWrite('pause'))}
      />
    </div>
  )
}

function Quiet({
  label,
  act,
  keyLabel = keyOf(act),
  icon,
  onClick,
}: {
  label: string
  act: Parameters<typeof keyOf>[0]
  keyLabel?: string
  icon: React.ReactNode
  onClick: () => void
}) {
  return (
    <Button
      look="quiet"
      size="small"
      className="justify-start max-wide:px-1.5"
      icon={icon}
      keyLabel={keyLabel}
      onClick={onClick}
    >
      {label}
    </Button>
  )
}
