//! What ships.

use super::*;

#[test]
fn an_agent_sends_an_ordinary_reply() {
    expect(
        &judge(&AGENT, Action::Send, &ordinary()),
        "allow: send.teammates",
    );
}

#[test]
fn nobody_commits_to_a_refund_or_compensation_in_public() {
    let refund = Circumstances {
        channel: in_public(),
        text: Text {
            mentions_refund: true,
            ..ordinary().text
        },
        ..ordinary()
    };
    let compensation = Circumstances {
        channel: in_public(),
        text: Text {
            mentions_compensation: true,
            ..ordinary().text
        },
        ..ordinary()
    };
    for given in [refund, compensation] {
        for principal in [AGENT, SUPERVISOR, Principal::Ai, MACHINE] {
            for action in [Action::Send, Action::Draft] {
                let verdict = judge(&principal, action, &given);
                expect(&verdict, "forbid: public.no_money_commitment");
                assert_eq!(why(&verdict), "public.no_money_commitment");
            }
        }
    }
}

#[test]
fn order_details_are_not_told_in_public() {
    let given = Circumstances {
        channel: in_public(),
        text: Text {
            discloses_order: true,
            ..ordinary().text
        },
        ..ordinary()
    };
    expect(
        &judge(&AGENT, Action::Send, &given),
        "forbid: public.no_order_details",
    );
}

#[test]
fn order_details_wait_for_an_identity() {
    let given = |identity| Circumstances {
        text: Text {
            discloses_order: true,
            ..ordinary().text
        },
        identity,
        ..ordinary()
    };
    let unverified = judge(&AGENT, Action::Send, &given(IdentityLevel::Unverified));
    expect(&unverified, "forbid: identity.order_details");
    let verified = judge(&AGENT, Action::Send, &given(IdentityLevel::ChannelVerified));
    expect(&verified, "allow");
}

#[test]
fn nothing_leaves_while_paused_whoever_asks() {
    let given = Circumstances {
        is_paused: true,
        ..by_ai(Stage::Auto)
    };
    for principal in [AGENT, SUPERVISOR, Principal::Ai, MACHINE, Principal::System] {
        let verdict = judge(&principal, Action::Send, &given);
        expect(&verdict, "forbid");
        assert_eq!(why(&verdict), "pause.nothing_moves");
    }
    expect(
        &judge(&Principal::Ai, Action::Draft, &given),
        "forbid: pause.nothing_moves",
    );
}

#[test]
fn while_paused_people_still_draft_look_up_and_resume() {
    let given = Circumstances {
        is_paused: true,
        ..ordinary()
    };
    for action in [Action::Draft, Action::LookUp] {
        expect(&judge(&AGENT, action, &given), "allow");
    }
    let resumed = engine("").judge_change(&SUPERVISOR, Setting::Pause, &[]);
    expect(&resumed, "allow: change.supervisors");
}

#[test]
fn ai_goes_no_further_than_the_stage() {
    let actions = [
        Action::Draft,
        Action::Send,
        Action::LookUp,
        Action::Annotate,
        Action::Refund,
    ];
    let stages = [
        (Stage::Off, ["forbid"; 5]),
        (
            Stage::Shadow,
            ["allow", "forbid", "forbid", "forbid", "forbid"],
        ),
        (
            Stage::Draft,
            ["allow", "review by agent", "forbid", "forbid", "forbid"],
        ),
        (
            Stage::Verify,
            ["allow", "review by agent", "allow", "forbid", "forbid"],
        ),
        (
            Stage::ReviewedExecution,
            [
                "allow",
                "review by agent",
                "allow",
                "review by supervisor",
                "review by supervisor",
            ],
        ),
        (
            Stage::Auto,
            [
                "allow",
                "allow",
                "allow",
                "review by supervisor",
                "review by supervisor",
            ],
        ),
    ];
    for (stage, expected) in stages {
        let given = Circumstances {
            amount: of(1_000, "EUR").amount,
            ..by_ai(stage)
        };
        for (action, expected) in actions.into_iter().zip(expected) {
            expect(&judge(&Principal::Ai, action, &given), expected);
        }
    }
}

#[test]
fn what_ai_sends_below_auto_says_why_it_is_reviewed_and_by_whom() {
    let verdict = judge(&Principal::Ai, Action::Send, &by_ai(Stage::Draft));
    expect(
        &verdict,
        "review by agent: stage.below_auto, send.programs_reviewed",
    );
    assert_eq!(why(&verdict), "stage.below_auto");
}

#[test]
fn at_auto_ai_is_reviewed_when_it_is_unsure_or_does_not_say_how_sure_it_is() {
    for confidence in [Some(Confidence::from_per_mille(899)), None] {
        let given = Circumstances {
            confidence,
            ..by_ai(Stage::Auto)
        };
        let verdict = judge(&Principal::Ai, Action::Send, &given);
        expect(&verdict, "review by agent: send.programs_reviewed");
    }
}

#[test]
fn a_machine_only_proposes_even_at_auto() {
    let verdict = judge(&MACHINE, Action::Send, &by_ai(Stage::Auto));
    expect(
        &verdict,
        "review by agent: machine.only_proposes, send.programs_reviewed",
    );
}

#[test]
fn high_risk_answers_are_a_supervisors() {
    let given = Circumstances {
        risk: Risk::High,
        ..by_ai(Stage::Auto)
    };
    expect(
        &judge(&Principal::Ai, Action::Send, &given),
        "review by supervisor",
    );
    expect(&judge(&AGENT, Action::Send, &given), "review by supervisor");
    expect(&judge(&SUPERVISOR, Action::Send, &given), "allow");
}

#[test]
fn high_risk_actions_are_reviewed_whoever_asks() {
    let given = Circumstances {
        risk: Risk::High,
        ..of(100, "EUR")
    };
    let address = judge(&SUPERVISOR, Action::ChangeAddress, &given);
    expect(
        &address,
        "review by supervisor: risk.high_reviewed, back_office.reviewed",
    );
    expect(
        &judge(&SUPERVISOR, Action::Refund, &given),
        "review by approver",
    );
}

#[test]
fn a_new_teammates_answers_and_refunds_are_reviewed() {
    let newcomer = Principal::Teammate {
        id: TeammateId::from_bits(2),
        roles: &[Role::Agent],
        is_new: true,
    };
    let sends = judge(&newcomer, Action::Send, &ordinary());
    expect(
        &sends,
        "review by supervisor: newcomer.sends_reviewed, send.teammates_reviewed",
    );
    expect(
        &judge(&newcomer, Action::Refund, &of(100, "EUR")),
        "review by supervisor",
    );
    expect(&judge(&newcomer, Action::Draft, &ordinary()), "allow");
}

#[test]
fn refunds_grow_through_agent_supervisor_and_approver() {
    for (principal, minor, expected) in [
        (AGENT, 5_000, "allow"),
        (AGENT, 5_001, "review by supervisor"),
        (AGENT, 20_001, "review by approver"),
        (SUPERVISOR, 20_000, "allow"),
        (SUPERVISOR, 20_001, "review by approver"),
    ] {
        for action in [Action::Refund, Action::Compensate] {
            expect(&judge(&principal, action, &of(minor, "EUR")), expected);
        }
    }
}

#[test]
fn a_currency_without_a_limit_needs_an_approver() {
    let verdict = judge(&AGENT, Action::Refund, &of(100, "KWD"));
    expect(
        &verdict,
        "review by approver: money.approver_reviews, money.supervisor_reviews",
    );
    assert_eq!(why(&verdict), "money.approver_reviews");
}

#[test]
fn money_without_a_positive_amount_does_not_move() {
    for given in [ordinary(), of(0, "EUR"), of(-500, "EUR")] {
        let verdict = judge(&SUPERVISOR, Action::Refund, &given);
        expect(&verdict, "forbid: money.amount_missing");
    }
}

#[test]
fn money_waits_for_an_identity() {
    for (identity, expected) in [
        (IdentityLevel::Unverified, "forbid: identity.back_office"),
        (IdentityLevel::ChannelVerified, "review by supervisor"),
        (IdentityLevel::Challenged, "allow"),
        (IdentityLevel::OrderVerified, "allow"),
    ] {
        let given = Circumstances {
            identity,
            ..of(100, "EUR")
        };
        expect(&judge(&AGENT, Action::Refund, &given), expected);
    }
}

#[test]
fn an_approval_answers_a_review_and_never_a_prohibition() {
    let approved_by = |role| Circumstances {
        reviewed_by: vec![role],
        ..of(90_000, "EUR")
    };
    expect(
        &judge(&AGENT, Action::Refund, &approved_by(Role::Approver)),
        "allow",
    );
    let too_mild = judge(&AGENT, Action::Refund, &approved_by(Role::Supervisor));
    expect(&too_mild, "review by approver");
    let paused = Circumstances {
        is_paused: true,
        ..approved_by(Role::Approver)
    };
    expect(
        &judge(&AGENT, Action::Refund, &paused),
        "forbid: pause.nothing_moves",
    );
}

#[test]
fn baton_itself_sends_fixed_wording_and_has_the_rest_reviewed() {
    let fixed = Circumstances {
        text: Text {
            wording: Wording::Fixed,
            ..ordinary().text
        },
        ..ordinary()
    };
    expect(
        &judge(&Principal::System, Action::Send, &fixed),
        "allow: send.system_fixed",
    );
    let chase = judge(&Principal::System, Action::Send, &by_ai(Stage::Auto));
    expect(
        &chase,
        "review by agent: system.only_fixed_wording, send.programs_reviewed",
    );
}

#[test]
fn those_who_do_not_work_cases_neither_draft_nor_send_nor_act() {
    let others = [
        Role::Auditor,
        Role::Admin,
        Role::Quality,
        Role::KnowledgeEditor,
        Role::Approver,
    ];
    for role in others {
        for action in Action::ALL {
            let verdict = judge(&teammate(&[role]), action, &of(100, "EUR"));
            expect(&verdict, "forbid: policy.none");
            assert_eq!(why(&verdict), NONE);
        }
    }
}

#[test]
fn settings_are_the_admins_and_the_days_steering_the_supervisors() {
    let engine = Engine::shipped().unwrap();
    for setting in Setting::ALL {
        let admin = engine.judge_change(&teammate(&[Role::Admin]), setting, &[]);
        expect(&admin, "allow: change.admins");
        for other in [AGENT, Principal::Ai, MACHINE, Principal::System] {
            expect(
                &engine.judge_change(&other, setting, &[]),
                "forbid: policy.none",
            );
        }
    }
    let key = engine.judge_change(&SUPERVISOR, Setting::Key, &[]);
    expect(&key, "forbid: policy.none");
}

#[test]
fn every_shipped_policy_gives_its_reason() {
    let engine = Engine::shipped().unwrap();
    for id in engine.policy_ids() {
        assert!(
            engine
                .reason(&id)
                .is_some_and(|reason| reason.ends_with('.')),
            "{id}"
        );
        assert!(engine.policy_text(&id).is_some(), "{id}");
    }
    assert!(engine.reason(NONE).is_some() && engine.reason(ERROR).is_some());
    assert_eq!(engine.reason("no.such"), None);
}
