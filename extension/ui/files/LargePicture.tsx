/** A picture as large as there is room, with a way to save it. Comes when one is opened. */
import { type Attachment, MEDIA, sizeWords } from '#shared/attachment/attachment.ts'
import { Button } from '../Button.tsx'
import { Dialog } from '../Dialog.tsx'

export default function LargePicture({
  file,
  address,
  why,
  onSave,
  onClose,
}: {
  file: Attachment
  /** None while it cannot be shown. */
  address: string | undefined
  why: string
  onSave: () => void
  onClose: () => void
}) {
  return (
    <Dialog
      title={file.fileName}
      description={`${MEDIA[file.mediaType].word}, ${sizeWords(file.bytes)}`}
      isOpen
      isReading
      onClose={onClose}
      footer={address && <Button onClick={onSave}>Save the file</Button>}
    >
      {address ? (
        <img alt={file.fileName} src={address} className="mx-auto max-w-full" />
      ) : (
        <p className="text-muted">{why}</p>
      )}
    </Dialog>
  )
}
