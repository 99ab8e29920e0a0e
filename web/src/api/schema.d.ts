/** The shapes of the API. Written by `npm run types` from openapi.json; do not edit. */
export interface paths {
    "/api/v1/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists articles. */
        get: operations["articles.list"];
        put?: never;
        /** Writes an article. */
        post: operations["articles.write:create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/articles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads an article with its newest version. */
        get: operations["articles.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Writes a new version; what is published stays until it is published too. */
        patch: operations["articles.write"];
        trace?: never;
    };
    "/api/v1/articles/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publishes the newest version. */
        post: operations["articles.publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/articles/{id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an article out of use. */
        post: operations["articles.retire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the bytes of a file of a message; 404 for every other content, and for what was erased. */
        get: operations["messages.raw:attachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists cases. Filters narrow, several values of one filter widen. */
        get: operations["cases.list"];
        put?: never;
        /** Opens a case for somebody who called or wrote a letter. */
        post: operations["cases.open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives one case. For a teammate it is seen from then on. */
        get: operations["cases.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the case to a teammate or a team, or to nobody. */
        post: operations["cases.assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels the case; whoever was asked or promised something is to be told. */
        post: operations["cases.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/classify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Corrects the classification; with a reason it can end the empathy boundary. */
        post: operations["cases.classify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes the case. */
        post: operations["cases.close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/close-wait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a wait. */
        post: operations["cases.close_wait"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Words a draft, or has AI word one. */
        post: operations["drafts.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the events of a case, in order. */
        get: operations["cases.events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the evidence pack of a case. */
        get: operations["cases.evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/keep-promise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that a promise was kept. */
        post: operations["cases.keep_promise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets the case go on in another one, with everything it owes. */
        post: operations["cases.merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/move-message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a message to another case, with the answer that is owed to it. */
        post: operations["cases.move_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/no-answer-needed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that what they wrote needs no answer. */
        post: operations["cases.no_answer_needed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes a note that stays inside. */
        post: operations["cases.note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the order a case is about. Looking it up is recorded. */
        get: operations["cases.order"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/promise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records a promise we made. */
        post: operations["cases.promise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens the case again. */
        post: operations["cases.reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resolves the case. */
        post: operations["cases.resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes messages a case of their own; the event `split` names it. */
        post: operations["cases.split"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives everything that happened in a case, in one order, whichever channel it came through. */
        get: operations["cases.timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/undo-cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undoes a cancellation. */
        post: operations["cases.undo_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/wait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that we wait for somebody. */
        post: operations["cases.wait"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/withdraw-promise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that a promise no longer holds. */
        post: operations["cases.withdraw_promise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the channels. */
        get: operations["channels.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a channel. */
        patch: operations["channels.write"];
        trace?: never;
    };
    "/api/v1/channels/{id}/inbound": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a message in. The same `external_id` is the same message. */
        post: operations["messages.receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/outbound": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was sent after a place. Reading changes nothing. */
        get: operations["messages.outbound"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts what there is to do. */
        get: operations["cases.count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what could not be read, the latest first. */
        get: operations["dead_letters.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries again to understand a message that could not be read. */
        post: operations["dead_letters.replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives one draft. */
        get: operations["drafts.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the wording of a draft. */
        patch: operations["drafts.edit"];
        trace?: never;
    };
    "/api/v1/drafts/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves a draft. Twice is the same approval. */
        post: operations["drafts.approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rejects a draft. */
        post: operations["drafts.reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{id}/request-review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for a review of a draft. */
        post: operations["drafts.request_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{id}/take-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an approval back before the message leaves. */
        post: operations["drafts.take_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Searches what is published. */
        get: operations["knowledge.search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follows what changes, as Server-Sent Events. */
        get: operations["live.follow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists messages, the latest first. */
        get: operations["messages.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives one message; it is there as soon as its delivery was acknowledged. */
        get: operations["messages.read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/raw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the raw source of a message that came in; 404 for ours, and for what was erased. */
        get: operations["messages.raw"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pauses from the commit on, on every node. */
        post: operations["pause.set"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the reviews that wait, oldest first. */
        get: operations["reviews.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides a review. */
        post: operations["reviews.decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells who is signed in. */
        get: operations["session.read"];
        /** Goes to another workspace of the same person. */
        put: operations["session.switch"];
        /** Signs in; the answer sets the session's cookie. */
        post: operations["session.create"];
        /** Signs out. */
        delete: operations["session.end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teammates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the active teammates by name. A workspace has few enough for one page. */
        get: operations["teammates.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Classifies a text. */
        post: operations["triage.run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Who did something. */
        ActorDto: {
            /** @description Their id; AI and Baton itself have none. */
            id?: string | null;
            /** @description `teammate`, `ai`, `machine`, `contact` or `system`. */
            kind: string;
        };
        /** @description An approval. */
        ApproveDraft: {
            /**
             * Format: int32
             * @description How long it can be taken back, 0 to 30 seconds.
             */
            hold_s?: number | null;
            /**
             * Format: int64
             * @description The sequence the caller has seen of the case.
             */
            seen_sequence: number;
            /** @description The wording, if it is changed in the same step. */
            text?: string | null;
            then?: components["schemas"]["Then"] | null;
        };
        /** @description An article with its newest version. */
        Article: {
            /** @description Where and when it applies. */
            applies: Record<string, never>;
            /** @description The text; null in lists and once erased. */
            body?: string | null;
            /** @description Its id. */
            id: string;
            /** @description What kind of knowledge it is. */
            kind: string;
            /** @description In which language. */
            language: string;
            /**
             * Format: int32
             * @description The version that answers may cite.
             */
            published_version?: number | null;
            /** @description `draft`, `review`, `published` or `retired`. */
            status: string;
            /** @description The title; null once erased. */
            title?: string | null;
            /** @description When it last changed. */
            updated_at: string;
            /**
             * Format: int32
             * @description The newest version.
             */
            version: number;
        };
        /** @description Articles, latest change first. */
        Articles: {
            /** @description Without their texts. */
            items: components["schemas"]["Article"][];
            /** @description Always null: the latest 200 are listed. */
            next?: string | null;
        };
        /** @description To whom. */
        Assign: {
            /** Format: int64 */
            seen_sequence?: number | null;
            team_id?: string | null;
            teammate_id?: string | null;
        };
        /** @description A file of a message. */
        AttachmentDto: {
            /** @description Its id. */
            id: string;
            /** @description Its media type, found by looking at its bytes. */
            mime: string;
            /** @description Its name. */
            name: string;
            /**
             * Format: int64
             * @description Its size in bytes.
             */
            size: number;
        };
        /** @description Who last changed a draft. */
        ByDto: {
            /** @description Their id; AI has none. */
            id?: string | null;
            /** @description `teammate`, `ai` or `machine`. */
            kind: string;
            /** @description Their name, where they have one. */
            name?: string | null;
        };
        /** @description Why. */
        Cancel: {
            reason?: string | null;
            /** Format: int64 */
            seen_sequence?: number | null;
        };
        /** @description A case. */
        CaseDto: {
            /** @description Executions against back offices. */
            actions: Record<string, never>[];
            assignee?: components["schemas"]["NamedDto"] | null;
            /** @description The verbs this caller may run now. */
            can: string[];
            /** @description What it is about in the large. */
            category?: string | null;
            /** @description The conversations it uses. */
            conversations: components["schemas"]["ConversationDto"][];
            /** @description When it was opened. */
            created_at: string;
            /** @description Drafts, open ones and ended ones. */
            drafts: components["schemas"]["DraftDto"][];
            /** @description Whether a person has to answer first. */
            empathy: components["schemas"]["EmpathyDto"];
            /** @description Its id. */
            id: string;
            /** @description What is wanted. */
            intent?: string | null;
            /** @description The language its customer writes. */
            language?: string | null;
            /** @description The checklist. */
            materials: components["schemas"]["MaterialDto"][];
            /** @description The case it went into. */
            merged_into?: string | null;
            next_mover?: components["schemas"]["NextMoverDto"] | null;
            /** @description Its number for people, e.g. `B-1039`. */
            number: string;
            /** @description Who takes part. */
            participants: components["schemas"]["ParticipantDto"][];
            /** @description Cases that may be about the same. */
            possibly_also: components["schemas"]["PossiblyAlsoDto"][];
            /** @description What was last written. */
            preview?: string | null;
            /** @description What was promised. */
            promises: components["schemas"]["PromiseDto"][];
            /** @description `neutral`, `frustrated` or `at_risk`. */
            sentiment?: string | null;
            /**
             * Format: int64
             * @description The number of its last event.
             */
            sequence: number;
            /** @description Service-level clocks. */
            sla: components["schemas"]["ClockDto"][];
            /** @description `open`, `resolved`, `closed`, `cancelled` or `merged`. */
            status: string;
            /** @description What it is about, in a line. */
            subject: string;
            team?: components["schemas"]["NamedDto"] | null;
            /** @description When it last changed. */
            updated_at: string;
            /** @description `standard`, `high` or `critical`. */
            urgency?: string | null;
            value?: components["schemas"]["ValueDto"] | null;
            /** @description Who is waiting for whom. */
            waits: components["schemas"]["WaitDto"][];
        };
        /** @description A row of a list of cases. */
        CaseItemDto: {
            assignee?: components["schemas"]["NamedDto"] | null;
            /** @description What it is about in the large. */
            category?: string | null;
            /** @description The kinds of the channels it uses. */
            channel_kinds: string[];
            customer?: components["schemas"]["NamedDto"] | null;
            /** @description Whether a draft waits. */
            has_draft: boolean;
            /** @description Its id. */
            id: string;
            /** @description The language its customer writes. */
            language?: string | null;
            next_mover?: components["schemas"]["NextMoverDto"] | null;
            /** @description Its number for people. */
            number: string;
            /** @description What was last written. */
            preview?: string | null;
            /** @description How the customer feels. */
            sentiment?: string | null;
            sla?: components["schemas"]["ClockDto"] | null;
            /** @description How it stands. */
            status: string;
            /** @description What it is about. */
            subject: string;
            team?: components["schemas"]["NamedDto"] | null;
            /** @description Whether something happened that this viewer has not seen. */
            unread: boolean;
            /** @description When it last changed. */
            updated_at: string;
            /** @description How pressing it is. */
            urgency?: string | null;
            /** @description Why it stands where it stands, most pressing first. */
            why: components["schemas"]["ReasonDto"][];
        };
        /** @description A case after a change. */
        Changed: {
            /** @description The case. */
            case: components["schemas"]["CaseDto"];
            /** @description What happened, in order. */
            events: Record<string, never>[];
        };
        /** @description What of a channel can be changed. */
        ChannelPatch: {
            /** @description Where sent messages are posted; null to poll them. */
            callback_url?: string | null;
        };
        /** @description A connected surface. */
        ChannelView: {
            /** @description Where sent messages are posted; polled if null. */
            callback_url?: string | null;
            /** @description Its id. */
            id: string;
            /** @description `api`, `email` … */
            kind: string;
            /** @description The name people see. */
            name: string;
            /** @description Its short name. */
            slug: string;
            /** @description How far AI may go on it. */
            stage: string;
            /** @description How its threads behave. */
            threads: string;
            /** @description Whether its owner answers for the sender's identity. */
            vouches: boolean;
        };
        /** @description Every channel of the workspace. */
        Channels: {
            /** @description By name. */
            items: components["schemas"]["ChannelView"][];
            /** @description Always null: there are few. */
            next?: string | null;
        };
        /**
         * @description Which decision.
         * @enum {string}
         */
        Choice: "approve" | "reject" | "change";
        /** @description The passage that a draft rests on. */
        CitationDto: {
            /** @description The article. */
            article_id: string;
            /**
             * Format: int32
             * @description The passage's number within it.
             */
            passage: number;
            /** @description The words that are used. */
            quote?: string | null;
            /**
             * Format: int32
             * @description Its version.
             */
            version: number;
        };
        /** @description What it really is. What is absent stays. */
        Classify: {
            category?: string | null;
            intent?: string | null;
            language?: string | null;
            reason?: string | null;
            /** Format: int64 */
            seen_sequence?: number | null;
            sentiment?: string | null;
            urgency?: string | null;
        };
        /** @description A service-level clock. */
        ClockDto: {
            /** @description When it runs out; null unless it runs. */
            due?: string | null;
            /** @description `first_response`, `next_response` or `resolution`. */
            kind: string;
            /** @description `running`, `paused`, `met` or `breached`. */
            state: string;
        };
        /** @description Nothing but what the caller has seen. */
        Close: {
            /** Format: int64 */
            seen_sequence?: number | null;
        };
        /** @description Which wait. */
        CloseWait: {
            /** @description `dropped` if nobody needs it any more; anything else, or nothing, means done. */
            reason?: string | null;
            /** Format: int64 */
            seen_sequence?: number | null;
            wait_id: string;
        };
        /** @description A conversation that a case uses. */
        ConversationDto: {
            /** @description The surface it is on. */
            channel_id: string;
            /** @description What kind of surface that is. */
            channel_kind: string;
            /** @description The name people see. */
            channel_name: string;
            /** @description Its id. */
            id: string;
            /** @description Who is at the other end. */
            participant_id?: string | null;
            /** @description When the channel stops taking replies, where it has such a window. */
            window_closes_at?: string | null;
        };
        /** @description How much there is to do. */
        CountsDto: {
            /** @description Open cases by who has to move next. */
            by_next_mover: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description Messages that could not be read.
             */
            could_not_be_read: number;
            /**
             * Format: int64
             * @description Open cases in which we have to move.
             */
            our_turn: number;
            /**
             * Format: int64
             * @description Reviews that wait for a decision.
             */
            review: number;
        };
        /** @description A new draft: either `text`, or `ai`. */
        CreateDraft: {
            /** @description Whether AI is to word it. */
            ai?: boolean;
            /** @description On which conversation; the one on which they wait if absent. */
            conversation_id?: string | null;
            /**
             * Format: int64
             * @description The sequence its author has seen; all of the case if absent.
             */
            seen_sequence?: number | null;
            /** @description What it says. */
            text?: string | null;
            /** @description The participant it goes to; whoever has waited longest if absent. */
            to?: string | null;
        };
        /** @description An address and its password. */
        Credentials: {
            /** @description The e-mail address. */
            email: string;
            /** @description The password. */
            password: string;
            /** @description The code of an authenticator, where one is set up. */
            totp?: string | null;
        };
        /** @description A message that could not be read. */
        DeadLetterDto: {
            /** @description By which channel it came. */
            channel_id?: string | null;
            /** @description The provider's id of it. */
            external_id?: string | null;
            /** @description The message. */
            id: string;
            /** @description Why, in English. */
            reason?: string | null;
            /** @description Why it could not be read, as a code. */
            reason_code?: string | null;
            /** @description When. */
            received_at: string;
        };
        /** @description A decision. */
        Decide: {
            /** @description In the decider's words. */
            comment?: string | null;
            /** @description Which. */
            decision: components["schemas"]["Choice"];
            /**
             * Format: int64
             * @description The sequence the decider has seen of the case; not checked if absent.
             */
            seen_sequence?: number | null;
            /** @description What it should say; with `change` alone. */
            text?: string | null;
        };
        /** @description A draft, and what it became. */
        DraftAnswer: {
            /** @description The draft. */
            draft: components["schemas"]["DraftDto"];
            message?: components["schemas"]["MessageDto"] | null;
            review?: components["schemas"]["OpenReviewDto"] | null;
        };
        /** @description A draft. */
        DraftDto: {
            /**
             * Format: int64
             * @description What its author had seen of the case.
             */
            based_on_sequence: number;
            /** @description Who last changed it. */
            by: components["schemas"]["ByDto"];
            /** @description What it rests on. */
            citations: components["schemas"]["CitationDto"][];
            /**
             * Format: double
             * @description How sure AI is of it, 0 to 1.
             */
            confidence?: number | null;
            /** @description On which conversation it is to leave. */
            conversation_id?: string | null;
            /** @description What a person changed. */
            diff?: string | null;
            /** @description What to look at before sending. */
            flags: string[];
            /** @description Its id. */
            id: string;
            /** @description Whether they wrote again since a person worked on it. */
            is_overtaken: boolean;
            /** @description In which language. */
            language?: string | null;
            /** @description Who first worded it: `teammate`, `ai` or `machine`. */
            origin: string;
            /** @description What was first worded. */
            original?: string | null;
            /** @description Why it failed or went away. */
            reason_code?: string | null;
            /** @description The message it became. */
            sent_message_id?: string | null;
            /** @description `composing`, `proposed`, `in_review`, `approved`, `sent`, `rejected`, `withdrawn`, `failed`. */
            status: string;
            /** @description What it says; empty while it is being composed, or if it was erased. */
            text: string;
            to?: components["schemas"]["RecipientDto"] | null;
            /**
             * Format: int32
             * @description Counts its wordings.
             */
            version: number;
        };
        /** @description Another wording. */
        EditDraft: {
            /** @description What it says now. */
            text: string;
            /**
             * Format: int32
             * @description The version that was changed; refused if there is a newer one.
             */
            version: number;
        };
        /** @description Whether a person has to answer first. */
        EmpathyDto: {
            /** @description What a person should know before wording an answer. */
            briefing?: string | null;
            /** @description Null before triage. */
            inside?: boolean | null;
            /** @description Why. */
            reasons: string[];
        };
        /** @description An event as the log keeps it. */
        EventDto: {
            /** @description Who did it. */
            actor: components["schemas"]["ActorDto"];
            /** @description When. */
            at: string;
            /** @description The rest, as the leaf holds it: ids, codes, numbers and references to content. */
            data: Record<string, never>;
            /** @description What happened. */
            kind: string;
            /**
             * Format: int64
             * @description Its position in the workspace's log; null until it has one.
             */
            position?: number | null;
            /** @description Its stream. */
            stream: string;
            /**
             * Format: int64
             * @description Its number within the stream.
             */
            stream_seq: number;
        };
        /** @description What is wrong with one field of the request. */
        FieldProblem: {
            /** @description What, as a stable code. */
            code: string;
            /** @description Where, as a JSON pointer (RFC 6901). */
            pointer: string;
        };
        /** @description A passage of a published article. */
        FoundPassage: {
            /** @description The article. */
            article_id: string;
            /** @description What kind of knowledge it is. */
            kind: string;
            /** @description The language it is written in. */
            language: string;
            /**
             * Format: int32
             * @description Which passage of it, from zero.
             */
            passage: number;
            /**
             * Format: int32
             * @description Higher is better; comparable within one search alone.
             */
            score: number;
            /** @description The passage. */
            text: string;
            /** @description The article's title. */
            title: string;
            /**
             * Format: int32
             * @description The version that may be cited.
             */
            version: number;
            /** @description The words of the question it was found by, weightiest first. */
            why: string[];
        };
        /** @description Passages, best first. */
        FoundPassages: {
            /** @description At most twenty. */
            items: components["schemas"]["FoundPassage"][];
            /** @description Always null: the best are all there are. */
            next?: string | null;
        };
        /** @description An address. */
        HandleDto: {
            /** @description The address. */
            address: string;
            /** @description `email`, `phone` or `opaque`. */
            kind: string;
        };
        /** @description The `data` of a hint. */
        HintDto: {
            /** @description The case to read again. */
            case_id?: string | null;
            /** @description What happened. */
            kind: string;
            /**
             * Format: int64
             * @description How far it is now.
             */
            sequence?: number | null;
        };
        /** @description A line of an order. */
        ItemDto: {
            /** @description What it is called. */
            name: string;
            /**
             * Format: int32
             * @description How many.
             */
            quantity: number;
        };
        /** @description Which promise. */
        KeepPromise: {
            promise_id: string;
            /** Format: int64 */
            seen_sequence?: number | null;
        };
        /** @description An item of the checklist. */
        MaterialDto: {
            /** @description The file that was handed in last. */
            file_id?: string | null;
            /** @description From whom. */
            from?: string | null;
            /** @description Names the item. */
            id: string;
            /** @description Whether the case cannot go on without it. */
            is_required: boolean;
            /** @description `missing`, `received`, `accepted` or `rejected`. */
            status: string;
            /** @description What is needed; empty if it was erased. */
            what: string;
        };
        /** @description Which case to go on in. */
        Merge: {
            /** @description The case that goes on. */
            into: string;
            /**
             * Format: int64
             * @description The sequence the caller has seen; refused if the case moved on since.
             */
            seen_sequence?: number | null;
        };
        /** @description A message. */
        MessageDto: {
            /** @description Its files. */
            attachments: components["schemas"]["AttachmentDto"][];
            /** @description In which case. */
            case_id?: string | null;
            /** @description By which channel. */
            channel_id: string;
            /** @description In which conversation; null before it was understood. */
            conversation_id?: string | null;
            /** @description `inbound` or `outbound`. */
            direction: string;
            /** @description The provider's id of it; an e-mail's Message-ID. */
            external_id?: string | null;
            from?: components["schemas"]["PartyDto"] | null;
            /** @description Sanitised HTML. */
            html?: string | null;
            /** @description Its id. */
            id: string;
            /** @description Its language. */
            language?: string | null;
            /** @description When the provider says it was sent. */
            provider_at?: string | null;
            /** @description The folded history and signature. */
            quoted?: string | null;
            /** @description When it was received or authorised. */
            received_at: string;
            /** @description How it stands. */
            state: string;
            /** @description The subject line. */
            subject?: string | null;
            /** @description What was newly written. */
            text: string;
            /** @description To whom. */
            to: components["schemas"]["PartyDto"][];
        };
        /** @description An amount of money. */
        MoneyDto: {
            /** @description ISO 4217. */
            currency: string;
            /**
             * Format: int64
             * @description In minor units: cents, fen, yen.
             */
            minor: number;
        };
        /** @description Which message, and where to. */
        MoveMessage: {
            /** @description The message; it came in from outside. */
            message_id: string;
            /**
             * Format: int64
             * @description The sequence the caller has seen; refused if the case moved on since.
             */
            seen_sequence?: number | null;
            /** @description The case it belongs to. */
            to_case: string;
        };
        /** @description Who did something, by name. */
        NamedActorDto: {
            /** @description Their id; AI and Baton itself have none. */
            id?: string | null;
            /** @description `teammate`, `ai`, `machine`, `contact` or `system`. */
            kind: string;
            /** @description Their name, where they have one. */
            name?: string | null;
        };
        /** @description Somebody or something with a name. */
        NamedDto: {
            /** @description The id. */
            id: string;
            /** @description The name, or the address somebody is known by; empty if neither is known. */
            name: string;
        };
        /** @description A new article. */
        NewArticle: {
            /** @description Where and when it applies. */
            applies?: Record<string, never>;
            /** @description The text, as Markdown. */
            body: string;
            /** @description What kind of knowledge it is, e.g. `faq`. */
            kind: string;
            /** @description In which language, as BCP 47 writes it. */
            language: string;
            /** @description The title. */
            title: string;
        };
        /** @description A new version. */
        NewVersion: {
            /** @description Where and when it applies. */
            applies?: Record<string, never>;
            /** @description The text, as Markdown. */
            body: string;
            /** @description The title. */
            title: string;
        };
        /** @description Who moves next. */
        NextMoverDto: {
            /** @description Until when. */
            due?: string | null;
            /** @description For what; `next_step` where nothing is agreed. */
            for: string;
            participant?: components["schemas"]["NamedDto"] | null;
            /** @description Why, in English. */
            reason: string;
            /** @description Why, as a code. */
            reason_code: string;
            /** @description Since when. */
            since: string;
            /** @description The wait this follows from. */
            wait_id?: string | null;
            /** @description Who. */
            who: string;
        };
        /** @description Whose messages; everybody's if none is named. */
        NoAnswerNeeded: {
            participant_id?: string | null;
            /** Format: int64 */
            seen_sequence?: number | null;
        };
        /** @description A note. */
        Note: {
            /**
             * Format: int64
             * @description The sequence the caller has seen; refused if the case moved on since.
             */
            seen_sequence?: number | null;
            /** @description What it says. */
            text: string;
        };
        /** @description A new case. */
        OpenCase: {
            /** @description The channel on which answers are to leave. */
            channel?: string | null;
            /** @description Who takes part. */
            participants: components["schemas"]["OpenParticipant"][];
            /** @description What it is about, in a line. */
            subject: string;
        };
        /** @description Somebody in a new case. */
        OpenParticipant: {
            /** @description The contact. */
            contact_id: string;
            /** @description `customer`, `executor`, `partner` or `platform`; `customer` if absent. */
            role?: string | null;
        };
        /** @description A review that waits for a decision. */
        OpenReviewDto: {
            /** @description Its case. */
            case_id: string;
            /** @description What is to be decided. */
            draft_id: string;
            /** @description When it is too old to wait any longer. */
            due: string;
            /** @description Its id. */
            id: string;
            /** @description Since when it waits. */
            requested_at: string;
            /** @description The role its decider needs. */
            role: string;
        };
        /** @description Whose order it is. */
        OrderCustomerDto: {
            /** @description E-mail. */
            email?: string | null;
            /** @description The name on the order. */
            name?: string | null;
            /** @description Phone, E.164. */
            phone?: string | null;
        };
        /** @description The order a case is about. */
        OrderDto: {
            customer?: components["schemas"]["OrderCustomerDto"] | null;
            /** @description `number` if somebody named it in the case, `customer` if it is the customer's latest. */
            found_by: string;
            /** @description How sure we are of who the customer is. */
            identity: string;
            /** @description Whether it was placed under an address of the case's customer; null where nobody can tell. */
            is_theirs?: boolean | null;
            /** @description Whether details are left out, because the customer may not be told about them yet. */
            is_withheld: boolean;
            /** @description What was ordered. */
            items: components["schemas"]["ItemDto"][];
            /** @description When the back office said so. */
            looked_up_at: string;
            /** @description Its number, as the customer knows it. */
            number: string;
            /** @description Every parcel. */
            parcels: components["schemas"]["ParcelDto"][];
            /** @description When it was placed; null where details are withheld. */
            placed_at?: string | null;
            /** @description What was paid back, or will be. */
            refunds: components["schemas"]["RefundDto"][];
            shipment?: components["schemas"]["ShipmentDto"] | null;
            /** @description `processing`, `shipped`, `delivered`, `cancelled`, `refunded` or `returned`. */
            status: string;
            total?: components["schemas"]["MoneyDto"] | null;
        };
        /** @description What was sent, oldest first. */
        Outbound: {
            /** @description The messages. */
            items: components["schemas"]["OutboundDto"][];
            /** @description What to give as `after` next time, also when nothing was there; null at the very beginning. */
            next?: string | null;
        };
        /** @description Where a message belongs. */
        OutboundConversationDto: {
            /** @description The owner's id of the thread, as it came in. */
            external_id?: string | null;
        };
        /** @description A message to be handed on. */
        OutboundDto: {
            /** @description Where it belongs. */
            conversation: components["schemas"]["OutboundConversationDto"];
            /** @description The same with markup. */
            html?: string | null;
            /** @description Its id: the same message never has two. */
            id: string;
            /** @description SHA-256 of the text's UTF-8 bytes, in hexadecimal. */
            sha256?: string | null;
            /** @description The bytes that were authorised; null once they were erased. */
            text?: string | null;
            to?: components["schemas"]["OutboundRecipientDto"] | null;
        };
        /** @description Who gets a message. */
        OutboundRecipientDto: {
            /** @description Their address. */
            address: string;
            /** @description Their name. */
            name?: string | null;
        };
        /** @description One page of a list. */
        PageDto_CaseItemDto: {
            /** @description The rows, in order. */
            items: {
                assignee?: components["schemas"]["NamedDto"] | null;
                /** @description What it is about in the large. */
                category?: string | null;
                /** @description The kinds of the channels it uses. */
                channel_kinds: string[];
                customer?: components["schemas"]["NamedDto"] | null;
                /** @description Whether a draft waits. */
                has_draft: boolean;
                /** @description Its id. */
                id: string;
                /** @description The language its customer writes. */
                language?: string | null;
                next_mover?: components["schemas"]["NextMoverDto"] | null;
                /** @description Its number for people. */
                number: string;
                /** @description What was last written. */
                preview?: string | null;
                /** @description How the customer feels. */
                sentiment?: string | null;
                sla?: components["schemas"]["ClockDto"] | null;
                /** @description How it stands. */
                status: string;
                /** @description What it is about. */
                subject: string;
                team?: components["schemas"]["NamedDto"] | null;
                /** @description Whether something happened that this viewer has not seen. */
                unread: boolean;
                /** @description When it last changed. */
                updated_at: string;
                /** @description How pressing it is. */
                urgency?: string | null;
                /** @description Why it stands where it stands, most pressing first. */
                why: components["schemas"]["ReasonDto"][];
            }[];
            /** @description The cursor of the next page; null after the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many rows there are in all, at most 10,000; only with `count=true`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        PageDto_DeadLetterDto: {
            /** @description The rows, in order. */
            items: {
                /** @description By which channel it came. */
                channel_id?: string | null;
                /** @description The provider's id of it. */
                external_id?: string | null;
                /** @description The message. */
                id: string;
                /** @description Why, in English. */
                reason?: string | null;
                /** @description Why it could not be read, as a code. */
                reason_code?: string | null;
                /** @description When. */
                received_at: string;
            }[];
            /** @description The cursor of the next page; null after the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many rows there are in all, at most 10,000; only with `count=true`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        PageDto_EventDto: {
            /** @description The rows, in order. */
            items: {
                /** @description Who did it. */
                actor: components["schemas"]["ActorDto"];
                /** @description When. */
                at: string;
                /** @description The rest, as the leaf holds it: ids, codes, numbers and references to content. */
                data: Record<string, never>;
                /** @description What happened. */
                kind: string;
                /**
                 * Format: int64
                 * @description Its position in the workspace's log; null until it has one.
                 */
                position?: number | null;
                /** @description Its stream. */
                stream: string;
                /**
                 * Format: int64
                 * @description Its number within the stream.
                 */
                stream_seq: number;
            }[];
            /** @description The cursor of the next page; null after the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many rows there are in all, at most 10,000; only with `count=true`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        PageDto_MessageDto: {
            /** @description The rows, in order. */
            items: {
                /** @description Its files. */
                attachments: components["schemas"]["AttachmentDto"][];
                /** @description In which case. */
                case_id?: string | null;
                /** @description By which channel. */
                channel_id: string;
                /** @description In which conversation; null before it was understood. */
                conversation_id?: string | null;
                /** @description `inbound` or `outbound`. */
                direction: string;
                /** @description The provider's id of it; an e-mail's Message-ID. */
                external_id?: string | null;
                from?: components["schemas"]["PartyDto"] | null;
                /** @description Sanitised HTML. */
                html?: string | null;
                /** @description Its id. */
                id: string;
                /** @description Its language. */
                language?: string | null;
                /** @description When the provider says it was sent. */
                provider_at?: string | null;
                /** @description The folded history and signature. */
                quoted?: string | null;
                /** @description When it was received or authorised. */
                received_at: string;
                /** @description How it stands. */
                state: string;
                /** @description The subject line. */
                subject?: string | null;
                /** @description What was newly written. */
                text: string;
                /** @description To whom. */
                to: components["schemas"]["PartyDto"][];
            }[];
            /** @description The cursor of the next page; null after the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many rows there are in all, at most 10,000; only with `count=true`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        PageDto_ReviewDto: {
            /** @description The rows, in order. */
            items: {
                /** @description Its case. */
                case: components["schemas"]["ReviewCaseDto"];
                claimed_by?: components["schemas"]["NamedDto"] | null;
                /** @description What the requester says. */
                comment?: string | null;
                draft?: components["schemas"]["DraftDto"] | null;
                /** @description When it is too old to wait any longer. */
                due?: string | null;
                /** @description Its id. */
                id: string;
                /** @description Whether this caller may decide it. */
                may_decide: boolean;
                /** @description When. */
                requested_at: string;
                /** @description Who asked. */
                requested_by: components["schemas"]["NamedActorDto"];
                /** @description The role its decider needs. */
                role: string;
                /** @description Why governance asks for it, as a code; null when a person asked freely. */
                why?: string | null;
            }[];
            /** @description The cursor of the next page; null after the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many rows there are in all, at most 10,000; only with `count=true`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        PageDto_TeammateView: {
            /** @description The rows, in order. */
            items: {
                /** @description `available`, `busy` or `away`. */
                availability: string;
                /** @description The membership's id. */
                id: string;
                /** @description The name that colleagues see. */
                name: string;
                /** @description What they may do. */
                roles: string[];
            }[];
            /** @description The cursor of the next page; null after the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many rows there are in all, at most 10,000; only with `count=true`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        PageDto_TimelineItemDto: {
            /** @description The rows, in order. */
            items: {
                /** @description Who did it. */
                actor: components["schemas"]["NamedActorDto"];
                /** @description When. */
                at: string;
                /** @description The kind of the event. */
                event?: string | null;
                /** @description For what, as a code. */
                for?: string | null;
                /** @description `message`, `note`, `draft`, `review`, `wait`, `promise`, `turn`, `status` or `triage`. */
                kind: string;
                message?: components["schemas"]["MessageDto"] | null;
                /**
                 * Format: int64
                 * @description Its position in the workspace's log; null until it has one.
                 */
                position?: number | null;
                /** @description Since when, of kind `turn`. */
                since?: string | null;
                /** @description How it stands since then, as a code. */
                status?: string | null;
                /** @description What was written. */
                text?: string | null;
                /** @description Until when, of kind `turn`; null while it lasts. */
                until?: string | null;
                /** @description What exactly is waited for. */
                what?: string | null;
                /** @description Whose turn, of kind `turn`. */
                who?: string | null;
            }[];
            /** @description The cursor of the next page; null after the last one. */
            next?: string | null;
            /**
             * Format: int64
             * @description How many rows there are in all, at most 10,000; only with `count=true`.
             */
            total?: number | null;
        };
        /** @description A parcel. */
        ParcelDto: {
            /** @description Who carries it. */
            carrier?: string | null;
            /** @description When it should arrive. */
            expected_at?: string | null;
            /** @description When the carrier last said something. */
            last_event_at?: string | null;
            /** @description The number it is tracked by. */
            number?: string | null;
            /** @description `announced`, `in_transit`, `out_for_delivery`, `delivered` or `trouble`. */
            status: string;
        };
        /** @description Somebody in a case. */
        ParticipantDto: {
            /** @description The contact, if it is a person outside. */
            contact_id?: string | null;
            /** @description Their addresses. */
            handles: components["schemas"]["HandleDto"][];
            /** @description Names them within the case. */
            id: string;
            /** @description How sure we are of who it is. */
            identity: string;
            /** @description Their name. */
            name?: string | null;
            /** @description `customer`, `executor`, `partner`, `platform` or `internal`. */
            role: string;
            /** @description Since when they have been with us. */
            since?: string | null;
            /** @description The teammate, if it is one of us. */
            teammate_id?: string | null;
            /** @description Their plan or tier. */
            tier?: string | null;
        };
        /** @description One end of a message. */
        PartyDto: {
            /** @description Their address. */
            address?: string | null;
            /** @description Their name. */
            name?: string | null;
            /** @description Who it is in the case. */
            participant_id?: string | null;
            /** @description Their part in the case. */
            role?: string | null;
        };
        /** @description What to pause, or to let go on. */
        Pause: {
            /** @description Which channel, intent or case. */
            id?: string | null;
            /** @description Whether it is paused from now on. */
            on: boolean;
            /** @description `all`, `channel`, `intent` or `case`. */
            scope: string;
        };
        /** @description A person. */
        PersonView: {
            /** @description Their address. */
            email: string;
        };
        /** @description A case that may be about the same. */
        PossiblyAlsoDto: {
            /** @description The case. */
            case_id: string;
            /** @description Its number. */
            number: string;
            /** @description Why. */
            reason: string;
        };
        /** @description A problem document (RFC 9457). */
        Problem: {
            /** @description The stable code, e.g. `case.not_open`. */
            code: string;
            /** @description What can be done about it. */
            detail?: string | null;
            /** @description What is wrong in which field. */
            errors?: components["schemas"]["FieldProblem"][];
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description A sentence for people. */
            title: string;
        };
        /** @description What, to whom, by when. */
        Promise: {
            due: string;
            /** Format: int64 */
            seen_sequence?: number | null;
            text: string;
            to: string;
        };
        /** @description What was promised. */
        PromiseDto: {
            /** @description By when. */
            due?: string | null;
            /** @description Names the promise. */
            id: string;
            /** @description `open`, `kept`, `broken` or `withdrawn`. */
            status: string;
            /** @description Its wording; empty if it was erased. */
            text: string;
            /** @description To whom. */
            to?: string | null;
        };
        /** @description A reason with a stable code and English words. */
        ReasonDto: {
            /** @description The code. */
            code: string;
            /** @description The words. */
            text: string;
        };
        /** @description A message was taken in. */
        Received: {
            /** @description Whether the same one was taken in before; the first one counts. */
            duplicate: boolean;
            /** @description The message, to be read at once. */
            message_id: string;
        };
        /** @description To whom a draft goes. */
        RecipientDto: {
            /** @description Who in the case. */
            participant_id: string;
            /** @description As what. */
            role: string;
        };
        /** @description Money that goes back. */
        RefundDto: {
            /** @description How much. */
            amount: components["schemas"]["MoneyDto"];
            /** @description When it was made. */
            at?: string | null;
            /** @description The back office's name for it. */
            reference?: string | null;
            /** @description `pending`, `paid` or `failed`. */
            status: string;
        };
        /** @description Why. */
        RejectDraft: {
            /** @description In the caller's words. */
            reason?: string | null;
        };
        /** @description Nothing but what the caller has seen. */
        Reopen: {
            /** Format: int64 */
            seen_sequence?: number | null;
        };
        /** @description What the caller asks. */
        RequestReview: {
            /** @description In the caller's words. */
            comment?: string | null;
            /**
             * Format: int32
             * @description How long it can be taken back once it is approved, 0 to 30 seconds.
             */
            hold_s?: number | null;
            then?: components["schemas"]["Then"] | null;
        };
        /** @description How long it may be objected to. */
        Resolve: {
            /** Format: int32 */
            closes_in_days?: number | null;
            /** Format: int64 */
            seen_sequence?: number | null;
        };
        /** @description The case of a review. */
        ReviewCaseDto: {
            /** @description Its id. */
            id: string;
            /** @description Its number. */
            number: string;
            /**
             * Format: int64
             * @description The number of its last event: what the decider has seen.
             */
            sequence: number;
            /** @description What it is about. */
            subject: string;
        };
        /** @description A review that waits for a decision. */
        ReviewDto: {
            /** @description Its case. */
            case: components["schemas"]["ReviewCaseDto"];
            claimed_by?: components["schemas"]["NamedDto"] | null;
            /** @description What the requester says. */
            comment?: string | null;
            draft?: components["schemas"]["DraftDto"] | null;
            /** @description When it is too old to wait any longer. */
            due?: string | null;
            /** @description Its id. */
            id: string;
            /** @description Whether this caller may decide it. */
            may_decide: boolean;
            /** @description When. */
            requested_at: string;
            /** @description Who asked. */
            requested_by: components["schemas"]["NamedActorDto"];
            /** @description The role its decider needs. */
            role: string;
            /** @description Why governance asks for it, as a code; null when a person asked freely. */
            why?: string | null;
        };
        /** @description Who is signed in, and what they may do here. */
        SessionView: {
            /** @description The names of the operations they may call. */
            can: string[];
            person?: components["schemas"]["PersonView"] | null;
            teammate?: components["schemas"]["TeammateView"] | null;
            /** @description Where. */
            workspace: components["schemas"]["WorkspaceView"];
            /** @description Everywhere they could be. */
            workspaces: components["schemas"]["WorkspaceView"][];
        };
        /** @description The parcel that was last heard of, in short. */
        ShipmentDto: {
            /** @description Who carries it. */
            carrier?: string | null;
            /** @description When it should arrive. */
            eta?: string | null;
            /** @description As `parcels[].status`. */
            status: string;
            /** @description The number it is tracked by. */
            tracking?: string | null;
        };
        /** @description A session has begun. */
        SignedIn: {
            /** @description When it ends. */
            expires_at: string;
        };
        /** @description Which messages. */
        Split: {
            /** @description The messages of the new case; each one came in from outside. */
            message_ids: string[];
            /**
             * Format: int64
             * @description The sequence the caller has seen; refused if the case moved on since.
             */
            seen_sequence?: number | null;
        };
        /** @description Another workspace to be in. */
        Switch: {
            /** @description Its id. */
            workspace: string;
        };
        /** @description Nothing more to say. */
        TakeBack: Record<string, never>;
        /** @description A teammate. */
        TeammateView: {
            /** @description `available`, `busy` or `away`. */
            availability: string;
            /** @description The membership's id. */
            id: string;
            /** @description The name that colleagues see. */
            name: string;
            /** @description What they may do. */
            roles: string[];
        };
        /** @description What comes next: `{"wait": …}`, `{"resolve": …}` or `"next_step"`. */
        Then: {
            /** @description We wait for somebody. */
            wait: components["schemas"]["Wait"];
        } | {
            /** @description It is answered: resolved now, closed if nobody objects. */
            resolve: components["schemas"]["Resolve"];
        } | "next_step";
        /** @description One thing that happened. */
        TimelineItemDto: {
            /** @description Who did it. */
            actor: components["schemas"]["NamedActorDto"];
            /** @description When. */
            at: string;
            /** @description The kind of the event. */
            event?: string | null;
            /** @description For what, as a code. */
            for?: string | null;
            /** @description `message`, `note`, `draft`, `review`, `wait`, `promise`, `turn`, `status` or `triage`. */
            kind: string;
            message?: components["schemas"]["MessageDto"] | null;
            /**
             * Format: int64
             * @description Its position in the workspace's log; null until it has one.
             */
            position?: number | null;
            /** @description Since when, of kind `turn`. */
            since?: string | null;
            /** @description How it stands since then, as a code. */
            status?: string | null;
            /** @description What was written. */
            text?: string | null;
            /** @description Until when, of kind `turn`; null while it lasts. */
            until?: string | null;
            /** @description What exactly is waited for. */
            what?: string | null;
            /** @description Whose turn, of kind `turn`. */
            who?: string | null;
        };
        /** @description What is known about who wrote a text. */
        TriageKnown: {
            /** @description Whether a promise to them is broken and still open. */
            open_broken_promise?: boolean;
            /** @description What they wrote before, oldest first. */
            previous?: string[];
            /**
             * Format: int32
             * @description For how many days they have been a customer.
             */
            tenure_days?: number | null;
            /** @description Their plan or tier. */
            tier?: string | null;
        };
        /** @description A text, and what is known besides it. */
        TriageRequest: {
            /** @description What is known about who wrote it. */
            context?: components["schemas"]["TriageKnown"];
            /** @description What was written. */
            text: string;
        };
        /** @description What a customer is worth to us. */
        ValueDto: {
            /** @description Since when they have been with us. */
            since?: string | null;
            /** @description Their plan or tier. */
            tier?: string | null;
        };
        /** @description For whom, for what, until when. */
        Wait: {
            due?: string | null;
            for: string;
            material_ids?: string[];
            on: string;
            participant_id?: string | null;
            /** Format: int64 */
            seen_sequence?: number | null;
            what?: string | null;
        };
        /** @description Who is waiting for whom. */
        WaitDto: {
            /**
             * Format: int64
             * @description The event that caused it.
             */
            because: number;
            /**
             * Format: int32
             * @description How often they were reminded.
             */
            chases: number;
            /** @description Until when. */
            due?: string | null;
            /** @description What is waited for. */
            for: string;
            /** @description Names the wait. */
            id: string;
            /** @description Whether the party says it is done. */
            is_claimed: boolean;
            /** @description Whether its due has passed. */
            is_overdue: boolean;
            /** @description Who owes the move. */
            on: string;
            /** @description Who exactly, or to whom it is owed. */
            participant_id?: string | null;
            /** @description Since when. */
            since: string;
            /** @description What exactly, in words. */
            what?: string | null;
        };
        /** @description Which promise. */
        WithdrawPromise: {
            /** @description The promise. */
            promise_id: string;
            /**
             * Format: int64
             * @description The sequence the caller has seen; refused if the case moved on since.
             */
            seen_sequence?: number | null;
        };
        /** @description A workspace. */
        WorkspaceView: {
            /** @description Its id. */
            id: string;
            /** @description Its name. */
            name: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "articles.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Articles"];
                };
            };
        };
    };
    "articles.write:create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewArticle"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Article"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "articles.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The article */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Article"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "articles.write": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The article */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewVersion"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Article"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "articles.publish": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The article */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Article"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "articles.retire": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The article */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Article"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "messages.raw:attachment": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file, as the message names it */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.list": {
        parameters: {
            query?: {
                /** @description Whose turn it is */
                next_mover?: string[];
                /** @description How they stand */
                status?: string[];
                /** @description A team's id, or `none`: open cases whose next mover is us or a reviewer */
                queue?: string[];
                /** @description A teammate's id, `me` or `none` */
                assignee?: string[];
                /** @description What they are about */
                category?: string[];
                /** @description Words in subject, messages, notes and names, or a case's number */
                q?: string;
                /** @description `queue` (default), `-updated` or `created` */
                sort?: string;
                /** @description 1 to 200, 50 by default */
                limit?: number;
                /** @description The `next` of the page before */
                cursor?: string;
                /** @description Adds `total`, at most 10,000 */
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDto_CaseItemDto"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenCase"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseDto"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.assign": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Assign"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Cancel"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.classify": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Classify"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.close": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Close"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.close_wait": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseWait"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "drafts.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateDraft"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftDto"];
                };
            };
            /** @description AI is at work on it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftDto"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.events": {
        parameters: {
            query?: {
                /** @description Only events after this `stream_seq` */
                after?: number;
            };
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDto_EventDto"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.evidence": {
        parameters: {
            query?: {
                /** @description `auditor`, `customer`, `platform` or `court`. */
                for?: string | null;
                /** @description Why it is made. */
                purpose?: string | null;
                /** @description The language of the report: `en` or `zh`. */
                language?: string | null;
                /** @description The checkpoint must cover at least so many events. */
                at?: number | null;
                /** @description The size of an earlier checkpoint that this one must continue. */
                since?: number | null;
            };
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": number[];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.keep_promise": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeepPromise"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.merge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Merge"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.move_message": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveMessage"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.no_answer_needed": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoAnswerNeeded"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.note": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Note"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.order": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDto"];
                };
            };
            /** @description It is about no order that a back office knows */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description What the back office said cannot be used */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description The back office cannot say now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.promise": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Promise"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.reopen": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reopen"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.resolve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Resolve"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.split": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Split"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.timeline": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDto_TimelineItemDto"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.undo_cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reopen"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.wait": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Wait"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.withdraw_promise": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawPromise"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "channels.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channels"];
                };
            };
        };
    };
    "channels.write": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The channel */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelPatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelView"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "messages.receive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The channel */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Received"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "messages.outbound": {
        parameters: {
            query?: {
                /** @description The `next` of the answer before */
                after?: string;
                /** @description 1 to 200, 50 by default */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The channel */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outbound"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cases.count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountsDto"];
                };
            };
        };
    };
    "dead_letters.list": {
        parameters: {
            query?: {
                /** @description 1 to 200, 50 by default */
                limit?: number;
                /** @description The `next` of the page before */
                cursor?: string;
                /** @description Adds `total`, at most 10,000 */
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDto_DeadLetterDto"];
                };
            };
        };
    };
    "dead_letters.replay": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The message */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "drafts.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The draft */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftDto"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "drafts.edit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The draft */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftDto"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "drafts.approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The draft */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveDraft"];
            };
        };
        responses: {
            /** @description It is on its way */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftAnswer"];
                };
            };
            /** @description Somebody else has to decide */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftAnswer"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "drafts.reject": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The draft */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftAnswer"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "drafts.request_review": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The draft */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestReview"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftAnswer"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "drafts.take_back": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The draft */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeBack"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftAnswer"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "knowledge.search": {
        parameters: {
            query: {
                /** @description The question, in anybody's words */
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundPassages"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "live.follow": {
        parameters: {
            query?: never;
            header?: {
                /** @description The last id received; resumes up to 24 hours back */
                "Last-Event-ID"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["HintDto"];
                };
            };
        };
    };
    "messages.list": {
        parameters: {
            query?: {
                /** @description The provider's id */
                external_id?: string;
                /** @description How they stand */
                state?: string[];
                /** @description 1 to 200, 50 by default */
                limit?: number;
                /** @description The `next` of the page before */
                cursor?: string;
                /** @description Adds `total`, at most 10,000 */
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDto_MessageDto"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "messages.read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The message */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageDto"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "messages.raw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The message */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "pause.set": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Pause"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "reviews.list": {
        parameters: {
            query?: {
                /** @description 1 to 200, 50 by default */
                limit?: number;
                /** @description The `next` of the page before */
                cursor?: string;
                /** @description Adds `total`, at most 10,000 */
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDto_ReviewDto"];
                };
            };
        };
    };
    "reviews.decide": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The review */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decide"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftAnswer"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "session.read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "session.switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Switch"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "session.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "session.end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "teammates.list": {
        parameters: {
            query?: {
                /** @description Accepted; all are on one page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDto_TeammateView"];
                };
            };
        };
    };
    "triage.run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriageRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
