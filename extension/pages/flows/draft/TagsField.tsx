/** The tags of a flow, with commas between them. */
import { useState } from 'react'
import { TextField } from '../../../ui/Field.tsx'

export function TagsField({
  tags,
  problem,
  onChange,
}: {
  tags: readonly string[]
  problem: string | undefined
  onChange: (tags: string[]) => void
}) {
  const [typed, setTyped] = useState('')
  // As it is typed, a comma at the end too; unless something else has changed them since.
  const isTyped = readTags(typed).join() === tags.join()
  return (
    <TextField
      label="Tags"
      name="tags"
      value={isTyped ? typed : tags.join(', ')}
      hint="With commas between them; flows of several categories are found together by them"
      problem={problem}
      onChange={(event) => {
        setTyped(event.target.value)
        onChange(readTags(event.target.value))
      }}
    />
  )
}

const readTags = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
]
