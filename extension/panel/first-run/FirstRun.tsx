/**
 * From nothing to working: the server, the sign-in, a password of one's own, and what to do where
 * there is no server.
 */
import { Workflow } from 'lucide-react'
import type { SignInDoor } from '../../client/sign-in.ts'
import { OwnPasswordForm } from '../../ui/sign-in/OwnPasswordForm.tsx'
import { ServerForm } from '../../ui/sign-in/ServerForm.tsx'
import { SignInForm } from '../../ui/sign-in/SignInForm.tsx'
import { type Leave, SignOut } from '../../ui/sign-in/SignOut.tsx'
import { usePanelState } from '../PanelContext.tsx'

export interface FirstRunProps {
  door: SignInDoor
  /** The way out of whoever is signed in. */
  leave: () => Promise<Leave>
}

export default function FirstRun({ door, leave }: FirstRunProps) {
  const phase = usePanelState((state) => state.phase)
  const server = usePanelState((state) => state.settings?.server)
  return (
    <main className="flex min-h-dvh flex-col gap-6 px-4 py-8">
      <header className="flex flex-col gap-2">
        <Workflow aria-hidden="true" className="size-7 text-accent-ink" />
        <h1 className="text-large font-semibold">ResolutionFlow</h1>
        <p className="text-muted">Walk the ticket; the record of your work writes the note.</p>
      </header>
      {phase === 'givenPassword' ? (
        <GivenPassword door={door} leave={leave} />
      ) : phase === 'noServer' || !server ? (
        <ServerForm check={door.checkServer} onServer={(address) => void door.setServer(address)} />
      ) : (
        <SignInForm
          server={server}
          signIn={(email, password) => door.signIn(server, email, password)}
          onOtherServer={() => void door.setServer(undefined)}
        />
      )}
    </main>
  )
}

function GivenPassword({ door, leave }: FirstRunProps) {
  return (
    <div className="flex flex-col gap-4">
      <p>
        An admin gave you your password and knows it. Choose one of your own to go on; what you have
        recorded waits here meanwhile.
      </p>
      <OwnPasswordForm
        isGiven
        change={async (current, next) => {
          const answer = await door.changePassword(current, next)
          return answer.ok ? undefined : answer.trouble
        }}
      />
      <div>
        <SignOut look="quiet" open={leave} />
      </div>
    </div>
  )
}
