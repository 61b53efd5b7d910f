"use client";

import { createContext, type ReactNode, use } from "react";
import { useStore } from "zustand";
import type { AnnotationView } from "@/lib/annotation/schema";
import type { ArticleClaim } from "@/lib/article/schema";
import type { PageState } from "./state";
import type { PageActions, PageStore } from "./store";

const StoreContext = createContext<PageStore | null>(null);

export function StoreProvider({ store, children }: { store: PageStore; children: ReactNode }) {
  return <StoreContext value={store}>{children}</StoreContext>;
}

export function usePageStore(): PageStore {
  const store = use(StoreContext);
  if (!store) throw new Error("This belongs on an article page");
  return store;
}

/** A part of the page's state. A selector gives a value that is the same while nothing changed. */
export function usePage<T>(select: (state: PageState) => T): T {
  return useStore(usePageStore(), select);
}

export function usePageActions(): PageActions {
  return usePageStore().actions;
}

export function useAnnotation(id: string | null): AnnotationView | undefined {
  return usePage((state) => (id === null ? undefined : state.annotations.get(id)));
}

/** The claim of an occurrence. */
export function useClaimOf(annotation: AnnotationView | undefined): ArticleClaim | undefined {
  const claimId = annotation?.occurrence?.claimId;
  return usePage((state) => (claimId === undefined ? undefined : state.claims.get(claimId)));
}

export function useMemberName(id: string | null | undefined): string {
  return usePage((state) => (id ? (state.members.get(id)?.name ?? "") : ""));
}
