import '../../ui/tokens.css'
import { openPage } from '../../pages/open-page.tsx'
import { SettingsPage } from '../../pages/settings/SettingsPage.tsx'

openPage('settings', <SettingsPage />)
