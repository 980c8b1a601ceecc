import '../../ui/tokens.css'
import { openPage } from '../../pages/open-page.tsx'
import { SessionsPage } from '../../pages/sessions/SessionsPage.tsx'

openPage('sessions', <SessionsPage />)
