/** A place to write whose words are kept in this browser until they are recorded or left. */
import type { ComponentProps } from 'react'
import { Composer } from '../../ui/Composer.tsx'
import { useKeptText } from './use-kept-text.ts'

export function KeptComposer({
  field,
  startsWith,
  onSubmit,
  onCancel,
  ...rest
}: Omit<ComponentProps<typeof Composer>, 'text' | 'onType' | 'onSubmit'> & {
  /** What is written here, and about what: its words are kept under this name. */
  field: string
  /** Words that are there already, to be changed. */
  startsWith?: string
  /** Whether it is recorded; what is not stays kept. */
  onSubmit: (text: string) => Promise<boolean>
}) {
  const { text, type, forget } = useKeptText(field, startsWith)
  return (
    <Composer
      {...rest}
      text={text}
      onType={type}
      onSubmit={(written) => void onSubmit(written).then((isRecorded) => isRecorded && forget())}
      onCancel={() => {
        forget()
        onCancel()
      }}
    />
  )
}
