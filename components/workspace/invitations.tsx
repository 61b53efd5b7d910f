"use client";

import {
  Alert,
  Button,
  Group,
  NativeSelect,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { CopyField } from "@/components/ui/copy-field";
import { RefusalAlert } from "@/components/ui/refusal";
import { Time } from "@/components/ui/time";
import { useAction } from "@/components/ui/use-action";
import { useActionForm } from "@/components/ui/use-action-form";
import { WideTable } from "@/components/ui/wide-table";
import { invite, revokeInvitation } from "@/lib/invitation/actions";
import { inviteInput } from "@/lib/invitation/schema";
import { ROLES, type Role, roleSchema } from "@/lib/workspace/role";
import styles from "./invitations.module.css";

interface Invitation {
  id: string;
  email: string;
  role: Role;
  invitedBy: string;
  expiresAt: string;
}

interface InvitationsProps {
  workspace: string;
  invitations: Invitation[];
}

export function Invitations({ workspace, invitations }: InvitationsProps) {
  const t = useTranslations("workspace.invitations");
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <Title order={2} size="h3" id={id}>
        {t("title")}
      </Title>
      <Text c="dimmed" size="sm" mt={4} mb="md" maw="42rem">
        {t("lead")}
      </Text>
      <InviteForm workspace={workspace} />
      <Title order={3} size="h4" mt="xl" mb="xs">
        {t("open")}
      </Title>
      <OpenInvitations workspace={workspace} invitations={invitations} />
    </section>
  );
}

function InviteForm({ workspace }: { workspace: string }) {
  const t = useTranslations("workspace.invitations");
  const roles = useTranslations("workspace.role");
  const help = useTranslations("workspace.roleHelp");
  const router = useRouter();
  const [made, setMade] = useState<{ email: string; link: string } | null>(null);
  const { form, busy, refusal, props } = useActionForm({
    initialValues: { email: "", role: "checker" as Role },
    schema: inviteInput,
    toInput: (values) => values,
    action: (input) => invite(workspace, input),
    onRefusal: ({ details }) =>
      details?.reason === "already_member"
        ? { field: "email", words: t("alreadyMember") }
        : undefined,
    onDone: ({ link }, { email }) => {
      setMade({ email: email.trim(), link });
      form.setFieldValue("email", "");
      router.refresh();
    },
  });
  const { role } = form.getValues();
  return (
    <Stack>
      <form {...props}>
        <Group align="flex-start">
          <TextInput
            className={styles.email}
            type="email"
            label={t("email")}
            autoComplete="off"
            {...form.getInputProps("email")}
          />
          <NativeSelect
            className={styles.role}
            label={t("role")}
            description={help(role)}
            inputWrapperOrder={["label", "input", "description", "error"]}
            data={ROLES.map((value) => ({ value, label: roles(value) }))}
            value={role}
            onChange={(event) =>
              form.setFieldValue("role", roleSchema.parse(event.currentTarget.value))
            }
          />
          <Button type="submit" loading={busy} className={styles.submit}>
            {t("submit")}
          </Button>
        </Group>
        <RefusalAlert>{refusal}</RefusalAlert>
      </form>
      {made && (
        <Alert color="green" role="status" maw="46rem">
          <CopyField
            key={made.link}
            label={t("link")}
            description={t("made", { email: made.email })}
            value={made.link}
            autoFocus
          />
        </Alert>
      )}
    </Stack>
  );
}

function OpenInvitations({ workspace, invitations }: InvitationsProps) {
  const t = useTranslations("workspace.invitations");
  const roles = useTranslations("workspace.role");
  const router = useRouter();
  const { run, busy } = useAction(revokeInvitation);
  if (invitations.length === 0) {
    return (
      <Text c="dimmed" size="sm">
        {t("none")}
      </Text>
    );
  }
  const revoke = async ({ id, email }: Invitation) => {
    const outcome = await run(workspace, { invitationId: id });
    if (outcome.ok) notifications.show({ message: t("revoked", { email }) });
    router.refresh();
  };
  return (
    <WideTable label={t("open")} minWidth={560} verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("email")}</Table.Th>
          <Table.Th>{t("role")}</Table.Th>
          <Table.Th>{t("invitedBy")}</Table.Th>
          <Table.Th>{t("expires")}</Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {invitations.map((invitation) => (
          <Table.Tr key={invitation.id}>
            <Table.Th scope="row" fw={400}>
              {invitation.email}
            </Table.Th>
            <Table.Td>{roles(invitation.role)}</Table.Td>
            <Table.Td>{invitation.invitedBy}</Table.Td>
            <Table.Td>
              <Time at={invitation.expiresAt} />
            </Table.Td>
            <Table.Td ta="end">
              <Button
                size="compact-sm"
                variant="default"
                disabled={busy}
                aria-label={t("revokeOf", { email: invitation.email })}
                onClick={() => revoke(invitation)}
              >
                {t("revoke")}
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}
