"""What xAPI lets a statement be: one case or more for each rule, by its section of xAPI 1.0.3 Data."""

import pytest

from hornbook_server.domain.errors import Invalid
from hornbook_server.lrs import validation
from tests.fixtures.records import ADA, BEN, GOLF, described, reference, statement, substatement, verb, voiding

ID = "https://example.com/x"
ACCOUNT = {"homePage": "https://lms.test", "name": "ada"}
CHOICES = [{"id": "a"}, {"id": "b", "description": {"en": "B"}}]


def defined(**definition):
    return statement(object=GOLF | {"definition": definition})


def interaction(kind, **more):
    return defined(interactionType=kind, **more)


def scored(**score):
    return statement(result={"score": score})


def within(**context):
    return statement(context=context)


def group(*members, **more):
    return {"objectType": "Group", "member": list(members), **more}


TAKEN = [
    statement(),
    statement(actor={"account": ACCOUNT}),
    statement(actor={"mbox_sha1sum": "a" * 40}, object=BEN),
    statement(actor={"openid": "https://ada.test/"}, authority=group({"account": ACCOUNT}, ADA)),
    statement(actor=group(ADA, BEN, mbox="mailto:team@example.com"), object=substatement()),
    statement(object=reference("ec531277-b57b-4c15-8d91-d292c5b2b8f7")),
    voiding("ec531277-b57b-4c15-8d91-d292c5b2b8f7"),
    scored(scaled=-1, raw=0, min=0, max=1),
    statement(timestamp="2026-03-01T12:00:00+02:00", result={"duration": "PT1H2M3.45S", "extensions": {ID: None}}),
    *(statement(timestamp=text) for text in ("2016-12-31T23:59:60Z", "20170101T005960.5+0100", "2026-03-01t12:00:00z")),
    interaction("choice", choices=CHOICES, correctResponsesPattern=["a"]),
    interaction("matching", source=CHOICES, target=CHOICES),
    interaction("likert", scale=CHOICES),
    interaction("performance", steps=CHOICES),
    within(revision="1", platform="x", language="de-CH", contextActivities={"parent": GOLF, "other": [GOLF]}),
    statement(attachments=[described(b"x", fileUrl=ID)]),
]

REFUSED = [
    # 2.2 formatting requirements, 2.3 statement properties
    (statement(actor=None), r".actor. is a required property"),
    (statement(verb=None), r".verb. is a required property"),
    (statement(object=None), r".object. is a required property"),
    (statement(id="1234"), "id"),
    (statement(unheard=1), r"Additional properties are not allowed \(.unheard. was unexpected"),
    (statement(result=None, context={"registration": "no-uuid"}), "context.registration"),
    # 2.3.2 voiding
    (statement(verb=voiding(ID)["verb"]), "object: must be a StatementRef"),
    # 2.4.2 actor
    (statement(actor={"objectType": "Agent", "name": "Ada"}), "actor: needs exactly one of"),
    (statement(actor=ADA | {"account": ACCOUNT}), "actor: needs exactly one of"),
    (statement(actor={"mbox": "ada@example.com"}), "actor.mbox"),
    (statement(actor={"mbox_sha1sum": "a" * 39}), "actor.mbox_sha1sum"),
    (statement(actor={"account": {"name": "ada"}}), "actor.account"),
    (statement(actor={"account": ACCOUNT | {"name": ""}}), "account.name: is empty"),
    (statement(actor=group(group(ADA))), "actor"),
    (statement(actor={"objectType": "Group"}), "actor"),
    # 2.4.3 verb, 4.2 language maps
    (statement(verb={"display": {"en": "x"}}), "verb"),
    (statement(verb={"id": "experienced"}), "verb.id"),
    (statement(verb=verb("x") | {"display": {"not a tag": "x"}}), "verb.display: .not a tag. is not a language tag"),
    # 2.4.4 object, interactions
    (statement(object={"id": "golf"}), "object.id: .golf. does not match"),
    (statement(object=GOLF | {"id": 5}), "object.id: 5 is not of type"),
    (statement(object=reference("12")), "object.id: .12. does not match"),
    (statement(object=substatement() | {"id": ID}), r"object: Additional properties are not allowed \(.id. was"),
    (statement(object=substatement(object=substatement())), "object.object.objectType: .SubStatement. is not one of"),
    (statement(object=substatement(result={"score": {"min": 2, "max": 1}})), "object.result.score.min: 2 is not below"),
    (defined(correctResponsesPattern=["a"]), "object.definition.interactionType: is required"),
    (defined(name={"": "x"}), "object.definition.name: .. is not a language tag"),
    (defined(extensions={"x": 1}), "object.definition.extensions: the key .x. is not an IRI"),
    (interaction("guess"), "object.definition.interactionType"),
    (interaction("likert", choices=CHOICES), "object.definition.choices: goes with the interactionType choice or seq"),
    (interaction("choice", scale=CHOICES), "object.definition.scale: goes with"),
    (interaction("choice", choices=[{"id": "a"}, {"id": "a"}]), "object.definition.choices: ids must differ"),
    (
        interaction("choice", choices=[{"id": "a", "description": {"1": "x"}}]),
        "object.definition.choices.0.description",
    ),
    # 2.4.5 result
    (scored(scaled=1.01), "result.score.scaled"),
    (scored(scaled="1"), "result.score.scaled"),
    (scored(min=1, max=1), "result.score.min: 1 is not below max, 1"),
    (scored(min=0, raw=-1), "result.score.raw: -1 lies outside"),
    (scored(max=1, raw=2), "result.score.raw: 2 lies outside"),
    (statement(result={"duration": "1 hour"}), "result.duration"),
    (statement(result={"extensions": {"no iri": 1}}), "result.extensions: the key .no iri. is not an IRI"),
    # 2.4.6 context
    (within(contextActivities={"beside": [GOLF]}), "context"),
    (within(contextActivities={"parent": {"id": "golf"}}), "context"),
    (within(team=ADA), "context.team"),
    (within(extensions={"x": 1}), "context.extensions: the key .x. is not an IRI"),
    (statement(object=BEN, context={"revision": "1"}), "context.revision: belongs to statements whose object is"),
    (statement(object=BEN, context={"platform": "1"}), "context.platform: belongs to statements whose object is"),
    (within(contextAgents=[{"objectType": "contextAgent", "agent": ADA}]), "context.contextAgents: is of xAPI 2.0"),
    # 2.4.7 timestamp, 4.5
    (statement(timestamp="2026-02-31T12:00:00Z"), "timestamp: 2026-02-31T12:00:00Z is no time that there is"),
    (statement(timestamp="2026-03-01T12:00:00-00:00"), "timestamp: .* has a negative zero"),
    (statement(timestamp="2026-03-01T12:00:61Z"), "timestamp: 2026-03-01T12:00:61Z is no time that there is"),
    (statement(timestamp="0001-01-01T00:00:00+01:00"), "timestamp: .* is no time that there is"),
    (statement(timestamp="yesterday"), "timestamp"),
    (statement(stored="2026-02-31T12:00:00Z"), "stored: 2026-02-31T12:00:00Z is no time"),
    # 2.4.9 authority
    (statement(authority=group(ADA)), "authority.member: must be two agents"),
    (statement(authority=group(ADA, BEN, mbox="mailto:x@example.com")), "authority: a group that is an authority"),
    # 2.4.10 version, 2.4.11 attachments
    (statement(version="0.9"), "version"),
    (statement(attachments=[described(b"x", sha2=None)]), "attachments.0"),
    (statement(attachments=[described(b"x", display={"_": "x"})]), "attachments.0.display: ._. is not a language tag"),
]


@pytest.mark.parametrize("sent", TAKEN, ids=range(len(TAKEN)))
@pytest.mark.parametrize("version", ["1.0.3", "2.0.0"])
def test_a_statement_by_the_rules_is_taken(sent, version):
    assert validation.statement(sent, version=version) is sent


@pytest.mark.parametrize(("sent", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_a_statement_against_a_rule_is_refused_by_the_place_and_the_reason(sent, reason):
    with pytest.raises(Invalid, match=f"(^|[. ]){reason}"):
        validation.statement(sent, version="1.0.3")


def test_what_is_new_in_xapi_2_is_taken_from_those_who_speak_it():
    agents = {"contextAgents": [{"objectType": "contextAgent", "agent": ADA, "relevantTypes": [ID]}]}
    groups = {"contextGroups": [{"objectType": "contextGroup", "group": group(ADA, mbox="mailto:t@example.com")}]}
    sent = within(**agents, **groups)
    assert validation.statement(sent, version="2.0.0") is sent
