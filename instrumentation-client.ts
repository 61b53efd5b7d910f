import { announceDeparture } from "@/components/ui/use-departure";

/** Called by Next when a navigation begins. */
export function onRouterTransitionStart(href: string): void {
  announceDeparture(href);
}
