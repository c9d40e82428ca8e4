import starlight from '@astrojs/starlight';
import svelte from '@astrojs/svelte';
import { defineConfig } from 'astro/config';
import { contentSecurityPolicy } from './src/integrations/content-security-policy.ts';
import { syllabus } from './src/syllabus.ts';

const own = (name: string) => `./src/components/starlight/${name}.astro`;

export default defineConfig({
  integrations: [
    svelte(),
    starlight({
      title: 'Coldstart',
      customCss: ['./src/styles/site.css', './src/styles/lesson.css'],
      sidebar: syllabus.map(({ label, lessons }) => ({
        label,
        items: lessons.map((slug) => ({ slug: `learn/${slug}` })),
      })),
      markdown: { headingLinks: false, processedDirs: ['./content/lessons/'] },
      // Its code blocks carry inline styles, which our content security policy forbids.
      expressiveCode: false,
      routeMiddleware: './src/lesson-components.ts',
      disable404Route: true,
      credits: false,
      components: {
        Head: own('Head'),
        ThemeProvider: own('Nothing'),
        SkipLink: own('SkipLink'),
        PageFrame: own('PageFrame'),
        Header: own('Header'),
        Sidebar: own('Sidebar'),
        TwoColumnContent: own('TwoColumnContent'),
        PageSidebar: own('Nothing'),
        ContentPanel: own('ContentPanel'),
        PageTitle: own('PageTitle'),
        MarkdownContent: own('MarkdownContent'),
        Footer: own('Footer'),
        Pagination: own('Pagination'),
      },
    }),
    contentSecurityPolicy(),
  ],
  markdown: { syntaxHighlight: 'prism' },
  // Keeps the spaces around inline elements, wherever a formatter breaks the lines.
  compressHTML: true,
  build: { inlineStylesheets: 'never' },
  prefetch: false,
  devToolbar: { enabled: false },
  vite: {
    // An asset turned into a data: URL would be refused by the policy (fonts, workers, wasm).
    build: { assetsInlineLimit: 0 },
    worker: { format: 'es' },
  },
});
