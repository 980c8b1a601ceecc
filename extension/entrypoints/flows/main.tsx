import '../../ui/tokens.css'
import { FlowsPage } from '../../pages/flows/FlowsPage.tsx'
import { openPage } from '../../pages/open-page.tsx'

openPage('flows', <FlowsPage />)
