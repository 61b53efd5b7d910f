import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AcceptInvitation } from "@/components/account/accept-invitation";
import { JoinForm } from "@/components/account/join-form";
import { OtherAccount } from "@/components/account/other-account";
import { PublicPage } from "@/components/account/public-page";
import { SignInForm } from "@/components/account/sign-in-form";
import { currentPerson } from "@/lib/auth/session";
import { invitationOffer } from "@/lib/invitation/queries";

export const metadata: Metadata = { referrer: "no-referrer" };

interface JoinPageProps {
  params: Promise<{ token: string }>;
}

/** An invitation. Looking at it uses nothing up. */
export default async function JoinPage({ params }: JoinPageProps) {
  const { token } = await params;
  const [offer, person] = await Promise.all([invitationOffer(token), currentPerson()]);
  const t = await getTranslations("auth.join");
  const workspace = await getTranslations("workspace.role");
  if (!offer) return <PublicPage title={t("gone.title")} lead={t("gone.text")} />;

  const { email, hasAccount, workspaceName, invitedBy, role } = offer;
  return (
    <PublicPage
      title={t("title", { workspace: workspaceName })}
      lead={t("lead", { invitedBy, workspace: workspaceName, role: workspace(role) })}
    >
      {person && person.email !== email && (
        <OtherAccount invited={email} current={person.email} next={`/join/${token}`} />
      )}
      {person && person.email === email && <AcceptInvitation token={token} name={person.name} />}
      {!person && hasAccount && (
        <>
          <p>{t("hasAccount", { email })}</p>
          <SignInForm next={`/join/${token}`} email={email} />
        </>
      )}
      {!person && !hasAccount && <JoinForm token={token} email={email} />}
    </PublicPage>
  );
}
