/** Asks about one file before it is kept: what it is, how large, and who will see it. */
import { FileText } from 'lucide-react'
import { useEffect, useState } from 'react'
import { isPicture, LARGEST_FILE, MEDIA, sizeWords } from '#shared/attachment/attachment.ts'
import { Button } from '../../ui/Button.tsx'
import { addressOf } from '../../ui/files/address-of.ts'
import { keyOf } from '../../ui/keys.ts'
import { usePanel } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import type { Offer } from './look-at-file.ts'
import { useFiles } from './use-file-door.ts'

/** From here on the team's room is worth a word. */
const NEARLY_FULL = 0.8

export function FileCard({ offer: { file, bytes } }: { offer: Offer }) {
  const { desk } = usePanel()
  const { room } = useFiles()
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (isPicture(file)) {
      void addressOf(new Blob([bytes], { type: file.mediaType })).then(setAddress)
    }
  }, [file, bytes])
  useKeys({ next: () => void desk.keep(), close: desk.discard }, { isFirst: true })
  const share = room ? room.teamBytes / room.teamLimit : 0
  return (
    <section
      aria-label="File to attach"
      className="flex animate-appear flex-col gap-2 rounded-lg border border-accent-ink/50 bg-surface p-2.5 shadow-float"
    >
      <p className="font-medium">
        {isPicture(file) ? 'Keep this picture with the step?' : 'Keep this file with the step?'}
      </p>
      <div className="flex h-40 items-center justify-center overflow-hidden rounded-md bg-sunken">
        {address ? (
          <img
            alt="What will be kept"
            src={address}
            className="max-h-full max-w-full object-contain"
          />
        ) : (
          !isPicture(file) && <FileText aria-hidden="true" className="size-8 text-faint" />
        )}
      </div>
      <p className="text-small break-words">
        {file.fileName}{' '}
        <span className="text-muted">
          {MEDIA[file.mediaType].word}, {sizeWords(file.bytes)} of at most {sizeWords(LARGEST_FILE)}
        </span>
      </p>
      <p className="text-small text-muted">
        Secrets inside a file cannot be masked. Your team sees it in ResolutionFlow; the ticket gets
        its name only.
      </p>
      {room && share >= NEARLY_FULL && (
        <p className="text-small text-amber-ink">
          Your team’s files take {Math.round(share * 100)} % of {sizeWords(room.teamLimit)}.
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" size="small" keyLabel="Esc" onClick={desk.discard}>
          Discard
        </Button>
        <Button
          look="primary"
          size="small"
          keyLabel={keyOf('next')}
          onClick={() => void desk.keep()}
        >
          Keep with this step
        </Button>
      </div>
    </section>
  )
}
