/**
 * The address of the team's server. Another one is another account, so whoever is signed in signs
 * out first: what this browser keeps of them would be left behind.
 */
import { type FormEvent, useState } from 'react'
import { readServerAddress } from '../../client/settings.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { usePage } from '../page-context.ts'

export function Server() {
  const { around, settings, account } = usePage()
  const [typed, setTyped] = useState(settings.server ?? '')
  const [problem, setProblem] = useState<string>()
  const isSame = typed.trim() === (settings.server ?? '')

  const save = async (event: FormEvent) => {
    event.preventDefault()
    const read = readServerAddress(typed)
    setProblem(read.ok ? undefined : read.message)
    if (!read.ok) return
    if (account) return setProblem('Another server is another account: sign out below first.')
    await around.settings.change({ server: read.server })
    setTyped(read.server)
  }

  return (
    <form onSubmit={(event) => void save(event)} className="flex items-start gap-2" noValidate>
      <div className="min-w-0 flex-1">
        <TextField
          label="Server"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder="https://flows.example.com"
          problem={problem}
          inputMode="url"
          spellCheck={false}
        />
      </div>
      <Button
        type="submit"
        className="mt-5.5"
        why={isSame ? 'This is the address already.' : undefined}
      >
        Save
      </Button>
    </form>
  )
}
