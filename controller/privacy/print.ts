import { privacyPage } from './page.ts';

process.stdout.write(privacyPage());
