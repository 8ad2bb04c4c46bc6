"""What each refusal says, by its code; what is asked where something is missing; and on which field each stands."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from teum.web.wording import Words

WORDS: dict[str, Words] = {
    "vague_window": _("Two people would read the time differently. Choose a date and an hour."),
    "incomplete": _("Something is still missing."),
    "answer_after_due": _(
        "The answer would come after the time that is promised. One of the two has to move."
    ),
    "condition_after_due": _(
        "What has to come first would come after the time that is promised. One of the two has to move."
    ),
    "later_than_replaced": _(
        "The time of what this stands in for was moved before, and this would move it once more, which only the"
        " customer can agree to. Did they just agree? Say so below. Else move the time of that one: they are asked."
    ),
    "several": _(
        "There is more than one promise here. Record each for itself, so that each has its own time."
    ),
    "window_mismatch": _("The words name one time and the chosen time is another. Which of them is right?"),
    "naive_moment": _("This moment has no zone."),
    "moment_out_of_range": _("This date is too far away."),
    "due_before_start": _("The window ends before it begins."),
    "start_past": _("The window began long ago. Choose another start."),
    "due_past": _("This time has passed already."),
    "no_such_hour": _("The clocks go forward that night, and this hour does not exist. Choose another hour."),
    "two_readings": _("The clocks go back that night, and this hour comes twice. Choose another hour."),
    "not_possible": _(
        "This was done already, or the promise has moved on meanwhile. The page shows where it stands now."
    ),
    "no_way_out": _(
        "Wherever there is something to choose, the customer may also leave things as they are or cancel."
    ),
    "way_out_costs": _("Cancelling because of what you tell is free of charge."),
    "option_count": _("One option is no choice: offer two to six."),
    "no_such_option": _("This is none of the options."),
    "shown_changed": _("What is offered changed meanwhile. Look at it as it is now, and choose again."),
    "known_customer": _("Somebody is reached there already. Choose who it is."),
    "already_decided": _("The choice was made already, or is not asked for any more."),
    "choice_needed": _("This waits for the customer's choice. Record what they chose, and it is done."),
    "already_answered": _("This question was answered meanwhile. The page shows the answer."),
    "answer_needed": _("This promises an answer to a question. Write the answer, and it is done."),
    "not_yours": _("This question waits for our answer. The page shows by when it comes."),
    "wish_open": _("What becomes of it: promised, answered or declined?"),
    "nobody_spoken": _("Nobody was reached, so nothing can have been agreed or asked."),
    "summary_sent": _("The summary of this conversation is with the customer already."),
    "nothing_to_sum_up": _("Nobody was reached: there is nothing to sum up."),
    "summary_answered": _("This summary was answered already. The page shows how it stands."),
    "summary_overtaken": _("Something in this summary has changed since. The page shows how it stands now."),
    "stale": _(
        "Somebody changed this meanwhile. Look at how it stands now, and send again if it is still right."
    ),
    "proof_needed": _("Write when and how the customer said so. Only they can release us from a promise."),
    "unknown_term": _("Name how long after the condition: for example 3 business days."),
    "disclosure_needed": _("Write what the customer will be told."),
    "reason_needed": _("Write why it moves. The customer reads this."),
    "outside_hours": _("Nobody is here at that hour. Please choose a time in our opening hours."),
    "same_window": _("This is the time that was agreed already."),
    "already_proposed": _("This is the time that we asked you for. You can agree to it by one tap."),
    "too_many_times": _("You may choose up to three."),
    "not_asked": _("This is not a time that the customer asked for."),
    "no_next_step": _(
        "The customer would be left without a next step. Say what happens next, or close the case."
    ),
    "open_ends": _("The case cannot be closed yet. This is still open:"),
    "case_closed": _("The case is closed."),
    "not_closed": _("The case is open."),
    "not_their_part": _("Something here waits for us, and not for the customer."),
    "closing_too_soon": _(
        "The customer needs more time: at least two days, and until after their own times."
    ),
    "already_announced": _("The customer was told a date already. The page shows it."),
    "already_surveyed": _("They were asked already. Write why they are asked a second time."),
    "bad_score": _("Choose a number from 1 to 5."),
    "call_promised": _("A call is promised already. This page shows when."),
    "window_gone": _("This time can no longer be chosen. Please choose another one."),
    "words_passed": _("The time in this message has passed, or has changed. It is not sent any more."),
    "must_be_heard": _(
        "The customer has to hear this: it has happened already. Send it again, or tell them and mark how."
    ),
    "too_late": _(
        "This can no longer be undone: its seconds are over, or something else rests on it by now. Write to the"
        " customer again instead."
    ),
    "read_by_nobody": _(
        "Only whoever got the code can read it, so nobody can pass it on. They can ask for another one on their page."
    ),
    "replaced": _(
        "Meanwhile a newer message took the place of this one: things stand differently by now. It is in the case, and"
        " on the call list if somebody has to call."
    ),
    "not_waiting": _("The message has left already, or was dealt with."),
    "bad_address": _("No message could reach this address. Is a digit or a letter missing?"),
    "too_many": _("Many people write to us right now. Please call us instead."),
    "not_allowed": _("Your role does not include this."),
    "hand_over_first": _("There is work that rests on them. Choose who takes it over."),
    "weak_password": _("This password is too easy to guess."),
    "wrong_password": _("This is not the password that belongs to this address."),
    "invitation_gone": _("This invitation is no longer valid."),
    "already_set_up": _("There is a business here already. Sign in."),
    "bad_mail_server": _(
        "This is not the address of a mail server. For example: smtp://user:password@mail.example.com:587?tls=starttls"
    ),
    "never_allowed": _("These hours would leave no moment at all for a message. Please choose fewer."),
    "overlapping_blocks": _("Two pairs of hours overlap."),
    "never_open": _("The business needs at least one opening hour, or nothing could be promised."),
    "not_verified": _("They came through the contact form, so only the link to that one case is theirs."),
    "not_told_yet": _("The customer has not been told of it yet."),
    "bad_policy": _("These numbers do not fit together."),
    "window_needed": _("By which date and hour?"),
    "last_principal": _("Somebody has to run the business. Give that role to another member beforehand."),
    "already_listed": _("This word is on the list already."),
    "no_phrase": _("This is no word or phrase: write at least two letters, and no more than eight words."),
    "says_times": _(
        "Clear times are written with this word. With it on the list, nothing could be promised."
    ),
    "too_many_words": _("The list is full. Remove a word that nobody uses before you add another."),
    "file_too_large": _("This file is larger than 10 MB. A smaller picture, or a scan as PDF, will do."),
    "wrong_kind": _(
        "Files of this kind cannot be taken. Please send a PDF or a picture (JPEG, PNG, WebP, HEIC)."
    ),
    "broken_document": _("This PDF is not whole, and cannot be opened. Please send it once more."),
    "broken_picture": _("This picture cannot be opened. Please choose another one, or take it once more."),
    "too_many_points": _(
        "This picture is too large to be shown: more than 50 million points. A smaller one will do."
    ),
    "file_empty": _("There is nothing in this file. Please choose another one."),
    "too_many_files": _("Ten files have arrived already, and that is all that fits here. Please call us."),
    "file_needed": _("A document is sent as a file, on this page."),
    "no_document_asked": _("This question asks for words, not for a file."),
    "no_such_item": _("There is no such item. The page shows all of them."),
    "not_your_item": _("The other side says this. You can agree, ask, or say what should change."),
    "nothing_to_mark": _("Nothing is written there yet."),
    "bad_clause": _(
        "The term needs {said} once, where the answer belongs, in both languages, and no other braces."
    ),
    "one_price": _(
        "There is one price, under the topic of the price; it can be split into as many payments as you like."
    ),
    "nothing_to_take": _(
        "There are no words of theirs that could stand there. Write what is to stand there, and they look at it again."
    ),
    "alignment_over": _("This was approved already, or dropped. The page shows how it stands."),
    "not_aligned": _(
        "Every item has to be written and agreed by both sides before all of it is approved."
        " The page names what is left."
    ),
    "alignment_changed": _("Something changed meanwhile. Look at it as it is now, and approve again."),
    "item_changed": _("Something else was written there meanwhile. Read it as it is now, and answer again."),
    "not_cancellable": _(
        "This cannot be cancelled here. Please write to us or call us, and we will answer you."
    ),
    "cancelling_over": _(
        "The time in which this can be cancelled has passed. If it is different for you, please write to us or call us."
    ),
    "no_such_value": _("Only what the law fixes is named in braces: %(allowed)s."),
    "too_many_facts": _("The list is full. Remove a value that holds no more before you add another."),
    "alignment_open": _("You are going through it already."),
    "to_be_signed": _("This changes what both signed, and is signed by both as well."),
    "code_address_needed": _(
        "To sign, the customer gets a code by email, and no email address is known to be theirs. Ask for one and add"
        " it to their details, or have them approve it with one tap, without a signature."
    ),
    "agreement_pending": _("A version waits to be signed already. Take it back first, to send another one."),
    "agreement_over": _("It is not to be signed any more. The page shows how it stands."),
    "already_signed": _("This side has signed already."),
    "term_over": _("A time in it has passed, so it is not signed any more. It has to be written anew."),
    "not_your_name": _("This is somebody else's name. Sign with your own: each person signs for themselves."),
    "they_sign_first": _("The customer signs first, and then we do."),
    "not_confirmed": _("Some sections are not confirmed yet. Confirm them, and then you can sign."),
    "not_written": _("The file that is signed is being made. Please try again in a few seconds."),
    "no_such_section": _("There is no such section. The page shows all of them."),
    "nothing_to_amend": _("Only what both signed is changed by a next version."),
    "unprintable": _("Some characters cannot be printed, emoji for one. Write them otherwise."),
    "codes_spent": _("No more codes are sent for this today. You can sign tomorrow, or write to us."),
    "no_code": _("This code is not good any more. Ask for another one, and use it within 15 minutes."),
    "wrong_code": _("This is not the code that we sent. Look at the newest message, and try again."),
    "code_on_its_way": _("A code was sent a moment ago. If it does not come, ask again in half a minute."),
    "signature_needed": _("A signature was promised here. Sign the agreement, or take it back, on its page."),
    "split_differs": _("The payments are not the price. The two have to be the same."),
    "bad_amount": _("Write an amount above nothing."),
    "more_than_due": _("This is more than is left to pay here."),
    "nothing_came": _(
        "No such payment is written down here, or it is already written down that it did not come."
    ),
    "deal_over": _(
        "What was agreed here was cancelled, so this payment is not asked for again. Where it was promised back,"
        " take that promise back and say why."
    ),
    "not_a_payment": _("No amount was agreed here, so no payment can be written down for it."),
    "bad_registration": _("The number has nine digits; one of them is missing or wrong."),
    "vat_differs": _(
        "How the business is registered has changed since this price was written. The price has to be saved once"
        " more, and read again, before anybody agrees to it."
    ),
    "payments_unordered": _(
        "A payment stands below one that is due later. Put them in the order of their days."
    ),
    "forms_full": _("There are too many forms. Change one that you use no more."),
    "nothing_to_ask": _(
        "This template asks nothing of the customer before you have spoken. Add such a question."
    ),
    "templates_full": _("There are too many. Change one that nobody goes through any more."),
    "usual_turned": _("The shorter time is longer than the longer one."),
    "stage_gone": _(
        "The stage in which this case is stands in the process no more."
        " Enter another stage first, or leave the process."
    ),
    "too_many_stages": _(
        "The stages behind and those ahead would be more than %(most)s. Leave some out of the process."
    ),
    "process_unchanged": _("This case already goes by the process as it is now."),
    "stage_not_done": _(
        "What was promised in this stage has not been reported as done yet. Report it first, then go on."
    ),
    "no_such_stage": _("The case is there already, or follows no such stage. The page shows where it is."),
    "on_its_way": _("The case follows a process already."),
    "too_many_passages": _("The case has gone back and forth too often. Let it follow the process no more."),
    "processes_full": _("There are too many processes. Change one that nobody follows any more."),
    "stage_incomplete": _(
        "Something of this stage stands in one language only. Write it in the other as well, or leave the whole other"
        " language empty."
    ),
    "bank_full": _("The bank is full. Change a question that nobody asks any more."),
    "service_listed": _("Something of this name is on the list already."),
    "already_member": _("This address belongs to a member already."),
    "nobody_affected": _("Nobody is left to tell. Choose at least one promise."),
    "known_later": _("This moment lies ahead. Since when have you known of it?"),
    "bad_remedy": _("A discount is more than nothing, and no more than the whole price."),
    "nothing_to_undo": _("It is a draft: nobody was told."),
    "nothing_to_tell": _("There is no draft here any more: they are being told, or it was thrown away."),
    "still_telling": _("The last update has not reached everybody yet. Write the next one after it."),
}
NO_EMAIL = _(
    "We have no working email address of this customer. Choose another way, or add the address to their details."
)
NO_NUMBER = _(
    "We have no phone number of this customer. Choose another way, or add the number to their details."
)
BAD_PHONE = _("This number cannot be dialled. Is a digit missing?")
MISSING: dict[str, Words] = {
    "body": _("What was promised?"),
    "includes": _("What is included?"),
    "owner": _("Who does it?"),
    "channel": _("How will the customer get it?"),
    "replaces": _("Instead of what is already promised, or as well?"),
    "condition_due": _("By when must it come first?"),
    "answer_by": _("Until when can they answer?"),
    "name": _("What is the name?"),
    "title": _("What is it about?"),
    "phone": _("On which number can you be reached?"),
    "text": _("What will the customer be told?"),
    "what": _("What is it?"),
    "matters": _("Why does it matter, or why not?"),
    "affects": _("What does it affect?"),
    "no_date": _("When is it expected to be resolved, or why can nobody say?"),
    "interest": _("What do we gain by what we recommend?"),
    "decide_on": _("Until when does the customer choose?"),
    "phrase": _("Which word or phrase?"),
    "quiet_from": _("From which hour?"),
    "quiet_until": _("Until which hour?"),
    "reason": _("Why can nobody rely on it?"),
    "better": _("What to write instead?"),
    "he": _("How is it asked in Hebrew?"),
    "en": _("How is it asked in English?"),
    "number": _("What is its number in the register?"),
    "kind": _("How is the business registered?"),
    "consent": _("Tick that you agree to the sentence beside it."),
}
FIELDS: dict[str, tuple[str, ...]] = {
    "vague_window": ("disclosure", "reason", "note", "text", "window", "due_on"),
    "window_mismatch": ("window", "due_on"),
    "due_past": ("window", "due_at", "due_on", "close_on"),
    "start_past": ("window", "start_at"),
    "due_before_start": ("window", "start_at"),
    "no_such_hour": ("window", "due_at", "close_at"),
    "two_readings": ("window", "due_at", "close_at"),
    "moment_out_of_range": ("window", "due_on", "close_on"),
    "outside_hours": ("window", "due_at"),
    "bad_amount": ("amount",),
    "more_than_due": ("amount",),
    "too_many_times": ("begins",),
    "no_way_out": ("do_nothing",),
    "option_count": ("as_is_what",),
    "no_such_option": ("option",),
    "shown_changed": ("option",),
    "closing_too_soon": ("close_on",),
    "already_surveyed": ("reason",),
    "same_window": ("window", "due_on"),
    "already_proposed": ("window", "due_on"),
    "proof_needed": ("proof",),
    "no_code": ("code",),
    "wrong_code": ("code",),
    "disclosure_needed": ("disclosure",),
    "reason_needed": ("reason",),
    "no_next_step": ("after",),
    "summary_leaves_out": ("text",),
    "bad_address": ("phone", "email"),
    "several": ("body",),
    "later_than_replaced": ("replaces",),
    "weak_password": ("password",),
    "wrong_password": ("password",),
    "bad_mail_server": ("mail_url",),
    "never_allowed": ("quiet_from",),
    "overlapping_blocks": ("day_opens",),
    "window_needed": ("window", "due_on"),
    "already_member": ("email",),
    "known_later": ("known_on",),
    "bad_remedy": ("value",),
    "bad_registration": ("number",),
    "already_listed": ("phrase",),
    "service_listed": ("name",),
    "file_too_large": ("file",),
    "wrong_kind": ("file",),
    "broken_document": ("file",),
    "broken_picture": ("file",),
    "too_many_points": ("file",),
    "file_empty": ("file",),
    "too_many_files": ("file", "photos"),
    "no_phrase": ("phrase",),
    "says_times": ("phrase",),
    "too_many_words": ("phrase",),
}
