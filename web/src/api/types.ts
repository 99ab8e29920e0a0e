/**
 * The shapes that cross the wire. The only file that knows them: everything else imports from here.
 * Field names are the API's own (snake_case); instants are RFC 3339 in UTC; absent is null.
 */

/** Who owes the next move. */
export type Party = 'us' | 'reviewer' | 'customer' | 'executor' | 'partner' | 'platform' | 'system';
export type Role = 'customer' | 'executor' | 'partner' | 'platform' | 'internal';
export type CaseStatus = 'open' | 'resolved' | 'closed' | 'cancelled' | 'merged';
export type Urgency = 'standard' | 'high' | 'critical';
export type Sentiment = 'neutral' | 'frustrated' | 'at_risk';
export type Availability = 'available' | 'busy' | 'away';
export type AuthorKind = 'teammate' | 'ai' | 'machine';
export type ActorKind = AuthorKind | 'contact' | 'system';

export interface Page<T> {
  items: T[];
  next: string | null;
  total?: number;
}

export interface Named {
  id: string;
  name: string;
}

export interface Actor {
  kind: ActorKind;
  id: string | null;
  name: string | null;
}

/** A reason with a stable code; the text is there when the code alone does not say it all. */
export type Reason = string | { code: string; text?: string | null };

export interface Session {
  teammate: { id: string; name: string; roles: string[]; availability: Availability };
  person: { email: string };
  workspace: Named;
  workspaces: Named[];
  can: string[];
}

export interface Teammate {
  id: string;
  name: string;
  roles: string[];
  availability: Availability;
}

export interface Counts {
  our_turn: number;
  review: number;
  could_not_be_read: number;
  by_next_mover: Partial<Record<Party, number>>;
}

export interface Channel {
  id: string;
  kind: string;
  name: string;
}

export interface NextMover {
  who: Party;
  wait_id: string | null;
  for: string;
  participant: string | Named | null;
  since: string;
  due: string | null;
  reason_code: string;
  reason: string;
}

export interface CaseItem {
  id: string;
  number: string;
  subject: string;
  preview: string | null;
  status: CaseStatus;
  next_mover: NextMover | null;
  why: Reason[];
  customer?: Named | null;
  assignee: Named | null;
  team: Named | null;
  channel_kinds: string[];
  language: string | null;
  category: string | null;
  urgency: Urgency | null;
  sentiment: Sentiment | null;
  sla: { due: string | null; state: string } | null;
  has_draft: boolean;
  unread: number | boolean;
  updated_at: string;
}

export interface Participant {
  id: string;
  role: Role;
  name: string | null;
  contact_id?: string | null;
  handles?: { kind: string; address: string }[];
  identity?: 'unverified' | 'channel_verified' | 'challenged' | 'order_verified' | null;
  since?: string | null;
  tier?: string | null;
}

export interface Wait {
  id: string;
  on: Party;
  participant_id: string | null;
  for: string;
  what: string | null;
  since: string;
  due: string | null;
}

export type PromiseStatus = 'open' | 'kept' | 'broken' | 'withdrawn';
export interface CasePromise {
  id: string;
  text: string;
  to: string | null;
  due: string | null;
  status: PromiseStatus;
}

export type MaterialStatus = 'missing' | 'received' | 'accepted' | 'rejected';
export interface Material {
  id: string;
  what: string;
  from?: string | null;
  status: MaterialStatus;
}

export interface SlaClock {
  kind: string;
  due: string | null;
  state: string;
}

/** What a person should know before wording a reply themselves. */
export interface Briefing {
  history?: string | string[] | null;
  reported?: string | string[] | null;
  promised?: string | string[] | null;
  tone?: string | string[] | null;
}

export interface Empathy {
  inside: boolean | null;
  reasons: Reason[];
  briefing: Briefing | string | null;
}

export interface Citation {
  article_id: string;
  version: number;
  passage?: string | number | null;
  quote: string | null;
  title?: string | null;
}

export interface Flag {
  code: string;
  severity?: 'block' | 'warn' | 'info';
  text?: string | null;
}

/** What governance says to sending this draft. */
export interface Verdict {
  outcome: 'allow' | 'review' | 'forbid';
  role?: string | null;
  why?: string | null;
  policies?: string[];
}

export type DraftStatus =
  | 'composing'
  | 'proposed'
  | 'in_review'
  | 'approved'
  | 'sent'
  | 'rejected'
  | 'withdrawn'
  | 'failed';

export interface Draft {
  id: string;
  status: DraftStatus;
  origin: AuthorKind;
  by: Actor | null;
  text: string;
  /** What was first worded, where the server keeps it apart from the present text. */
  original?: string | null;
  language: string | null;
  conversation_id: string | null;
  to: { participant_id: string; role: Role } | null;
  based_on_sequence: number;
  version: number;
  citations: Citation[];
  confidence: number | null;
  flags: (Flag | string)[];
  reason_code: string | null;
  sent_message_id: string | null;
  /** A person edited it, and the customer wrote again since. */
  is_overtaken?: boolean;
  verdict?: Verdict | null;
}

export interface Conversation {
  id: string;
  channel_id: string;
  channel_kind: string | null;
  channel_name: string | null;
  participant_id: string | null;
  /** When the channel stops taking replies, where it has such a window. */
  window_closes_at: string | null;
}

export interface Case {
  id: string;
  number: string;
  subject: string;
  preview: string | null;
  status: CaseStatus;
  sequence: number;
  language: string | null;
  category: string | null;
  intent: string | null;
  urgency: Urgency | null;
  sentiment: Sentiment | null;
  assignee: Named | null;
  team: Named | null;
  participants: Participant[];
  next_mover: NextMover | null;
  waits: Wait[];
  promises: CasePromise[];
  materials: Material[];
  sla: SlaClock[];
  empathy: Empathy;
  drafts: Draft[];
  possibly_also: { case_id: string; number: string; reason?: string | null }[];
  conversations?: Conversation[];
  can: string[];
}

export type InboundState = 'received' | 'filed' | 'spam' | 'automatic' | 'dead';
export type OutboundState =
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'failed'
  | 'unknown'
  | 'withdrawn';

export interface Attachment {
  id: string;
  name: string;
  mime: string;
  size: number;
}

export interface MessageParty {
  participant_id?: string | null;
  name?: string | null;
  address?: string | null;
  role?: Role | null;
}

export interface Message {
  id: string;
  channel_id: string;
  conversation_id: string | null;
  case_id: string | null;
  direction: 'inbound' | 'outbound' | 'internal';
  state: InboundState | OutboundState;
  from: MessageParty | null;
  to: MessageParty[];
  text: string;
  quoted: string | null;
  language: string | null;
  attachments: Attachment[];
  provider_at: string | null;
  received_at: string;
}

interface TimelineBase {
  at: string;
  position: number | null;
  actor: Actor;
}

export type TimelineItem =
  | (TimelineBase & { kind: 'message'; message: Message })
  | (TimelineBase & { kind: 'note'; text: string; by?: Actor | null })
  | (TimelineBase & { kind: 'turn'; who: Party; since: string; until: string | null; for: string })
  | (TimelineBase & {
      kind: 'draft' | 'review' | 'wait' | 'promise' | 'status' | 'triage';
      text?: string | null;
      what?: string | null;
      for?: string | null;
      status?: string | null;
      event?: string | null;
    });

export interface Review {
  id: string;
  case: { id: string; number: string; subject: string };
  draft: Draft | null;
  requested_by: Actor;
  requested_at: string;
  due: string | null;
  role: string | null;
  why: string | null;
  comment: string | null;
  claimed_by: Named | null;
  /** Absent means the server leaves it to the attempt. */
  may_decide?: boolean;
}

export type ArticleKind =
  | 'faq'
  | 'service_rule'
  | 'material_list'
  | 'standard_wording'
  | 'risk_boundary'
  | 'handoff_condition'
  | 'product'
  | 'campaign'
  | 'logistics'
  | 'after_sales'
  | 'brand';
export type ArticleStatus = 'draft' | 'review' | 'published' | 'retired';

export interface Article {
  id: string;
  kind: ArticleKind;
  title: string;
  language: string;
  body: string;
  status: ArticleStatus;
  version: number;
  applies?: Record<string, unknown> | null;
  updated_at?: string | null;
}

export interface ArticleText {
  kind: ArticleKind;
  title: string;
  language: string;
  body: string;
  applies: Record<string, unknown>;
}

export interface DeadLetter {
  id: string;
  channel_id: string | null;
  received_at: string;
  reason_code: string | null;
  reason: string | null;
  preview?: string | null;
  attempts?: number;
}

/** The order a case is about, as the shop's back office tells it. */
export interface Order {
  number: string;
  status: string | null;
  placed_at: string | null;
  total: { minor: number; currency: string } | null;
  items: { name: string; quantity: number }[];
  shipment: { carrier: string | null; tracking: string | null; status: string | null; eta: string | null } | null;
}

/** What the case does once a message is sent. */
export type Then =
  | { wait: { on: Party; for: string; what?: string; due?: string; participant_id?: string } }
  | { resolve: { closes_in_days?: number } }
  | 'next_step';

export interface Approval {
  text?: string;
  seen_sequence: number;
  then?: Then;
  hold_s?: number;
}

/** What the live stream says: something changed, read again. */
export interface Hint {
  case_id: string | null;
  sequence: number | null;
  kind: string;
}
