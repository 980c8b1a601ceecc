/** Everything a person sets, and for admins what the team sets. */
import { useMay, usePage } from '../page-context.ts'
import { Account } from './Account.tsx'
import { Audit } from './Audit.tsx'
import { Authorisation } from './Authorisation.tsx'
import { Channels } from './Channels.tsx'
import { Connection } from './Connection.tsx'
import { FixScores } from './FixScores.tsx'
import { FlowPilot } from './FlowPilot.tsx'
import { Guidance } from './Guidance.tsx'
import { Keyboard } from './Keyboard.tsx'
import { Members } from './Members.tsx'
import { NoteChecks } from './NoteChecks.tsx'
import { NoteWording } from './NoteWording.tsx'
import { Notifications } from './Notifications.tsx'
import { People } from './People.tsx'
import { Sites } from './Sites.tsx'
import { Spending } from './Spending.tsx'
import { Taste } from './Taste.tsx'

export function SettingsPage() {
  const { account } = usePage()
  const mayConnect = useMay('managePsa')
  const mayMap = useMay('mapMembers')
  const mayNotify = useMay('manageNotifications')
  const mayAssist = useMay('manageAssistant')
  const maySeeCosts = useMay('readSpending')
  const mayManage = useMay('managePeople')
  const mayReadAudit = useMay('readAudit')
  return (
    <>
      <h1 className="text-large font-semibold">Settings</h1>
      <Account />
      <Taste />
      <Sites />
      <Keyboard />
      {account && <Notifications />}
      {account && mayNotify && <Channels />}
      {account && mayConnect && <Connection />}
      {account && mayMap && <Members />}
      {account && mayAssist && <FlowPilot />}
      {account && <Guidance />}
      {account && <Authorisation />}
      {account && <NoteChecks />}
      {account && maySeeCosts && <Spending />}
      {account && maySeeCosts && <FixScores />}
      {account && maySeeCosts && <NoteWording />}
      {account && mayManage && <People />}
      {account && mayReadAudit && <Audit />}
    </>
  )
}
