/**
 * A ConnectWise address beside the cloud: the browser asks for it, for this one site, in the
 * click itself.
 */
import { type FormEvent, useState } from 'react'
import { SiteOrigin } from '#shared/ticket/ticket-ref.ts'
import { grantSite } from '../../bridge/sites.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'

export function AddSite() {
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()
  const [granted, setGranted] = useState<string>()
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const origin = readSite(typed)
    if (!origin) {
      setProblem('Enter the https address of your ConnectWise, such as https://cw.example.com.')
      return
    }
    setProblem(undefined)
    // Nothing may be awaited before this: the browser asks only within the click.
    const result = await grantSite(origin)
    if (result === 'granted') setGranted(origin)
    else setProblem('The browser was told not to allow it. Press the button again and allow it.')
  }
  if (granted) {
    return (
      <Notice tone="good" title={`${new URL(granted).host} is allowed`}>
        Open a ticket there; reload the page if it was open already.
      </Notice>
    )
  }
  if (!isOpen) {
    return (
      <Button size="small" onClick={() => setOpen(true)}>
        Add your ConnectWise address
      </Button>
    )
  }
  return (
    <form onSubmit={add} className="flex w-full flex-col gap-2 text-left">
      <TextField
        autoFocus
        label="Address of your ConnectWise"
        placeholder="https://cw.example.com"
        hint="Only this one site. The browser asks you to allow it."
        problem={problem}
        value={typed}
        inputMode="url"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button look="primary" type="submit" keyLabel="↵">
        Allow this address
      </Button>
    </form>
  )
}

function readSite(typed: string): SiteOrigin | undefined {
  const text = typed.trim()
  const full = /^https?:\/\//i.test(text) ? text : `https://${text}`
  const site = SiteOrigin.safeParse(URL.canParse(full) ? new URL(full).origin : '')
  return site.success ? site.data : undefined
}
