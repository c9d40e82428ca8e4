/**
 * Gives every lesson its components, so that lessons import nothing. Starlight renders the text of a
 * page as `route.Content` and passes nothing to it; this middleware puts a component in between.
 */
import { defineRouteMiddleware } from '@astrojs/starlight/route-data';
import LessonContent from './components/lesson/LessonContent.astro';

type Content = NonNullable<App.Locals['starlightRoute']['Content']>;

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the way Astro's locals are declared
  namespace App {
    interface Locals {
      /** The text of the lesson as it was written. */
      WrittenContent?: Content | undefined;
    }
  }
}

export const onRequest = defineRouteMiddleware(({ locals }) => {
  locals.WrittenContent = locals.starlightRoute.Content;
  if (locals.WrittenContent) locals.starlightRoute.Content = LessonContent as Content;
});
