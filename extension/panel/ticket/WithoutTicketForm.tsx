/** Work on a ticket that is not in view, by the number one knows, or on none. */
import { type FormEvent, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { usePanel } from '../PanelContext.tsx'

export function WithoutTicketForm() {
  const { store } = usePanel()
  const [number, setNumber] = useState('')
  const [client, setClient] = useState('')
  const start = (event: FormEvent) => {
    event.preventDefault()
    const about = { ref: null, summary: '', ...(number.trim() ? { number: number.trim() } : {}) }
    store.startWithout(client.trim() ? { ...about, client: client.trim() } : about)
  }
  return (
    <form
      onSubmit={start}
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-3"
    >
      <TextField
        autoFocus
        label="Ticket number"
        hint="If you know it"
        value={number}
        maxLength={40}
        onChange={(event) => setNumber(event.target.value)}
      />
      <TextField
        label="Client"
        value={client}
        maxLength={200}
        onChange={(event) => setClient(event.target.value)}
      />
      <Button look="primary" type="submit" keyLabel="↵">
        Start
      </Button>
    </form>
  )
}
