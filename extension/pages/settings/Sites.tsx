/** ConnectWise addresses beside the cloud, granted one by one by the person. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { originOf, SiteOrigin } from '#shared/ticket/ticket-ref.ts'
import { ask } from '../../bridge/send.ts'
import { grantSite } from '../../bridge/sites.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Part } from '../Part.tsx'

const KEY = ['sites']

export function Sites() {
  const queries = useQueryClient()
  const { data: sites = [] } = useQuery({
    queryKey: KEY,
    queryFn: async () => {
      const answer = await ask('sites', {})
      return answer.ok ? answer.answer.sites : []
    },
  })
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()

  // Nothing may be awaited before the browser is asked: it only asks within the click.
  const add = (event: FormEvent) => {
    event.preventDefault()
    const origin = originOf(typed.includes('://') ? typed.trim() : `https://${typed.trim()}`)
    const site = SiteOrigin.safeParse(origin)
    if (!site.success) {
      return setProblem('Enter the address of your ConnectWise, such as https://cw.example.com.')
    }
    setProblem(undefined)
    void grantSite(site.data).then((granted) => {
      if (granted === 'granted') setTyped('')
      else setProblem('The browser was not allowed to read that address. Add it again to be asked.')
      void queries.invalidateQueries({ queryKey: KEY })
    })
  }

  const remove = async (origin: string) => {
    await ask('removeSite', { origin })
    await queries.invalidateQueries({ queryKey: KEY })
  }

  return (
    <Part
      title="ConnectWise addresses"
      about="The vendor’s cloud is known. Add your own server if you run one; the browser asks you once."
    >
      <ul className="divide-y divide-line rounded-md border border-line bg-surface">
        <li className="flex items-center gap-3 px-3 py-2">
          <span className="min-w-0 flex-1 truncate">https://*.myconnectwise.net</span>
          <Badge>Built in</Badge>
        </li>
        {sites.map(({ origin, isGranted }) => (
          <li key={origin} className="flex items-center gap-3 px-3 py-2">
            <span className="min-w-0 flex-1 truncate">{origin}</span>
            {!isGranted && <Badge tone="amber">Not granted</Badge>}
            <Button size="small" onClick={() => void remove(origin)}>
              Remove
            </Button>
          </li>
        ))}
      </ul>
      <form onSubmit={add} className="flex items-start gap-2" noValidate>
        <div className="min-w-0 flex-1">
          <TextField
            label="Add an address"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            placeholder="https://cw.example.com"
            problem={problem}
            inputMode="url"
            spellCheck={false}
          />
        </div>
        <Button type="submit" className="mt-5.5">
          Add
        </Button>
      </form>
    </Part>
  )
}
