/**
 * Attached files: a picture as a small one that opens large, anything else by its name. What is
 * only on the server comes when it is seen; why it does not come stands in its place.
 */
import { FileText, ImageOff, Undo2 } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { type Attachment, isPicture, sizeWords, tellFile } from '#shared/attachment/attachment.ts'
import { IconButton } from '../Button.tsx'
import { addressOf } from './address-of.ts'

const LargePicture = lazy(() => import('./LargePicture.tsx'))

/** How files are had and what may be done with them; handed in. */
export interface FileDoor {
  /** The file, or why it cannot be had. */
  load: (file: Attachment) => Promise<Blob | string>
  save: (file: Attachment, content: Blob) => void
  /** Takes it back; not offered where nobody may. */
  takeBack?: (file: Attachment) => void
}

export function Files({ files, door }: { files: readonly Attachment[]; door: FileDoor }) {
  return (
    <ul aria-label="Attached files" className="flex flex-wrap gap-1.5 py-1">
      {files.map((file) => (
        <li key={file.id} className="flex max-w-full items-center">
          {isPicture(file) ? (
            <Picture file={file} door={door} />
          ) : (
            <Other file={file} door={door} />
          )}
          {door.takeBack && (
            <IconButton
              label={`Take back ${file.fileName}`}
              className="size-6"
              icon={<Undo2 className="size-3.5" />}
              onClick={() => door.takeBack?.(file)}
            />
          )}
        </li>
      ))}
    </ul>
  )
}

type Loaded = { blob: Blob; address: string } | string | null

function Picture({ file, door }: { file: Attachment; door: FileDoor }) {
  const [loaded, setLoaded] = useState<Loaded>(null)
  const [isLarge, setLarge] = useState(false)
  const { load } = door
  // Asked again when it is opened: what was away may be back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the file is known by its id
  useEffect(() => {
    if (typeof loaded === 'object' && loaded) return
    let isShown = true
    void loadPicture(file, load).then((it) => isShown && setLoaded(it))
    return () => {
      isShown = false
    }
  }, [file.id, load, isLarge])
  const picture = typeof loaded === 'string' ? null : loaded
  const why = typeof loaded === 'string' ? loaded : 'It is being fetched.'
  return (
    <>
      <button
        type="button"
        aria-label={`Open ${tellFile(file)}`}
        title={tellFile(file)}
        onClick={() => setLarge(true)}
        className="flex h-14 w-20 items-center justify-center overflow-hidden rounded-md border border-line bg-sunken hover:border-line-strong"
      >
        {picture ? (
          <img alt="" src={picture.address} className="size-full object-cover object-top" />
        ) : (
          <ImageOff
            aria-hidden="true"
            className={`size-4 text-faint ${loaded === null ? 'invisible' : ''}`}
          />
        )}
      </button>
      {isLarge && (
        <Suspense>
          <LargePicture
            file={file}
            address={picture?.address}
            why={why}
            onSave={() => picture && door.save(file, picture.blob)}
            onClose={() => setLarge(false)}
          />
        </Suspense>
      )}
    </>
  )
}

async function loadPicture(file: Attachment, load: FileDoor['load']): Promise<Loaded> {
  const blob = await load(file)
  return typeof blob === 'string' ? blob : { blob, address: await addressOf(blob) }
}

function Other({ file, door }: { file: Attachment; door: FileDoor }) {
  const [why, setWhy] = useState<string | null>(null)
  const save = async () => {
    const loaded = await door.load(file)
    if (typeof loaded === 'string') return setWhy(loaded)
    setWhy(null)
    door.save(file, loaded)
  }
  return (
    <span className="flex min-w-0 flex-col">
      <button
        type="button"
        title={`Save ${tellFile(file)}`}
        onClick={() => void save()}
        className="flex min-h-6 max-w-full items-center gap-1.5 rounded-md border border-line bg-raised px-2 py-0.5 text-small hover:bg-hover"
      >
        <FileText aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
        <span className="truncate">{file.fileName}</span>
        <span className="shrink-0 text-fine text-muted">{sizeWords(file.bytes)}</span>
      </button>
      {why && (
        <span role="status" className="text-fine text-muted">
          {why}
        </span>
      )}
    </span>
  )
}
