/** E-mail and password, for the server named above them. */
import { type FormEvent, useState } from 'react'
import { Button } from '../Button.tsx'
import { TextField } from '../Field.tsx'
import { Notice } from '../Notice.tsx'
import { Spinner } from '../Spinner.tsx'

export function SignInForm({
  server,
  signIn,
  onOtherServer,
}: {
  server: string
  signIn: (
    email: string,
    password: string,
  ) => Promise<{ ok: true } | { ok: false; message: string }>
  onOtherServer: () => void
}) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    setProblem(undefined)
    const result = await signIn(email.trim(), password)
    setBusy(false)
    if (!result.ok) setProblem(result.message)
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <p className="flex items-baseline justify-between gap-2 text-small text-muted">
        <span className="min-w-0 truncate">
          Server: <span className="text-ink">{server}</span>
        </span>
        <button type="button" className="text-accent-ink hover:underline" onClick={onOtherServer}>
          Other server
        </button>
      </p>
      <TextField
        autoFocus
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label="Password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {problem && <Notice tone="bad">{problem}</Notice>}
      <Button
        look="primary"
        type="submit"
        keyLabel={isBusy ? undefined : '↵'}
        isBusy={isBusy}
        icon={isBusy && <Spinner />}
      >
        {isBusy ? 'Signing in' : 'Sign in'}
      </Button>
    </form>
  )
}
