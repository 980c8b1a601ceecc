import '../../ui/tokens.css'
import { ArticlesPage } from '../../pages/articles/ArticlesPage.tsx'
import { openPage } from '../../pages/open-page.tsx'

openPage('articles', <ArticlesPage />)
