/** What the client said, in words: without them nobody has heard it. */
import { UserCheck } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Composer } from '../../ui/Composer.tsx'

export function ClientConfirmed({
  look = 'secondary',
  onSay,
}: {
  look?: 'secondary' | 'quiet'
  onSay: (words: string) => Promise<boolean>
}) {
  const [words, setWords] = useState<string | null>(null)
  if (words === null) {
    return (
      <Button
        look={look}
        icon={<UserCheck aria-hidden="true" className="size-4" />}
        onClick={() => setWords('')}
      >
        The client has confirmed it
      </Button>
    )
  }
  return (
    <div className="w-full">
      <Composer
        title="What the client confirmed"
        label="What did they say?"
        placeholder="She opened the folder and saved a file"
        submit="Validate"
        maxLength={500}
        text={words}
        onType={setWords}
        onCancel={() => setWords(null)}
        onSubmit={(text) => void onSay(text).then((isSaid) => isSaid && setWords(null))}
      />
    </div>
  )
}
