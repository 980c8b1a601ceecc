/** Asks for the server's address and tries it before it is kept. */
import { useState } from 'react'
import { TextField } from '../Field.tsx'
import { Fold } from '../Fold.tsx'
import { SubmitButton } from './SubmitButton.tsx'
import { useSubmit } from './use-submit.ts'

export function ServerForm({
  check,
  onServer,
}: {
  check: (typed: string) => Promise<{ ok: true; server: string } | { ok: false; message: string }>
  onServer: (server: string) => void
}) {
  const [typed, setTyped] = useState('')
  const [isHelpOpen, setHelpOpen] = useState(false)
  const { problem, isBusy, onSubmit } = useSubmit(async () => {
    const checked = await check(typed)
    if (!checked.ok) return checked.message
    onServer(checked.server)
    return undefined
  })
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3">
      <TextField
        autoFocus
        label="Server address"
        placeholder="https://flows.example.com"
        hint="Your team’s ResolutionFlow server. Whoever set it up knows its address."
        problem={problem}
        value={typed}
        inputMode="url"
        autoComplete="url"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
      />
      <SubmitButton isBusy={isBusy} words="Continue" busyWords="Asking the server" />
      <Fold title="There is no server yet" isOpen={isHelpOpen} onOpenChange={setHelpOpen}>
        <div className="flex flex-col gap-2 text-small text-muted">
          <p>
            To try it on this computer: in the project’s folder run <code>npm start</code>, then
            enter the address that it prints.
          </p>
          <p>
            For a team: run the API on a server your technicians can reach over https. The page
            “Running it” in the project’s docs says how.
          </p>
        </div>
      </Fold>
    </form>
  )
}
