/** E-mail and password, for the server named above them. */
import { useState } from 'react'
import { TextField } from '../Field.tsx'
import { Notice } from '../Notice.tsx'
import { SubmitButton } from './SubmitButton.tsx'
import { useSubmit } from './use-submit.ts'

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
  const { problem, isBusy, onSubmit } = useSubmit(async () => {
    const result = await signIn(email.trim(), password)
    return result.ok ? undefined : result.message
  })
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3">
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
      <SubmitButton isBusy={isBusy} words="Sign in" busyWords="Signing in" />
    </form>
  )
}
