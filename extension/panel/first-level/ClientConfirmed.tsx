/** What the client said, in words: without them nobody has heard it. */
import { UserCheck } from 'lucide-react'
import { useRef, useState } from 'react'
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
  // Of two quick presses the first counts.
  const isSaying = useRef(false)
  const say = async (text: string) => {
    if (isSaying.current) return
    isSaying.current = true
    const isSaid = await onSay(text).finally(() => {
      isSaying.current = false
    })
    if (isSaid) setWords(null)
  }
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
        onSubmit={(text) => void say(text)}
      />
    </div>
  )
}
