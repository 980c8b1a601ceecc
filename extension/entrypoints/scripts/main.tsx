import '../../ui/tokens.css'
import { openPage } from '../../pages/open-page.tsx'
import { ScriptsPage } from '../../pages/scripts/ScriptsPage.tsx'

openPage('scripts', <ScriptsPage />)
