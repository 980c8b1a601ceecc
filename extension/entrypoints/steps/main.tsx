import '../../ui/tokens.css'
import { openPage } from '../../pages/open-page.tsx'
import { StepsPage } from '../../pages/steps/StepsPage.tsx'

openPage('steps', <StepsPage />)
