"""What each refusal says to a person, in Hebrew and English; the codes are stable, these words are not."""

TITLES: dict[str, tuple[str, str]] = {
    # how the request was made
    "malformed_json": ("גוף הבקשה אינו JSON תקין.", "The body of the request is not valid JSON."),
    "malformed_form": ("הטופס שנשלח אינו תקין.", "The form that was sent cannot be read."),
    "known_customer": (
        "יש כבר לקוח שאפשר להגיע אליו בכתובת הזאת.",
        "A customer is reached at this address already.",
    ),
    "not_json": (
        "גוף הבקשה צריך להישלח כ-application/json.",
        "The body has to be sent as application/json.",
    ),
    "not_authenticated": (
        "חסר מפתח גישה תקף בכותרת Authorization.",
        "The Authorization header names no key that is valid.",
    ),
    "method_not_allowed": (
        "הכתובת הזאת אינה מקבלת את הפעולה הזאת.",
        "This address does not take this method.",
    ),
    "not_found": ("אין כאן דבר כזה.", "There is no such thing here."),
    "invalid": ("יש שדה שאי אפשר לקרוא כפי שנשלח.", "A field cannot be read as it was sent."),
    "too_long": ("הטקסט ארוך ממה שאפשר לרשום.", "The text is longer than can be recorded."),
    "nul_character": (
        "בטקסט יש תו NUL, ואותו אי אפשר לרשום.",
        "The text holds a NUL, which cannot be recorded.",
    ),
    "bad_cursor": ("סימן ההמשך אינו משלנו.", "The cursor is none of ours."),
    "bad_idempotency_key": (
        "המפתח Idempotency-Key צריך להיות בין תו אחד ל-200 תווי ASCII.",
        "The Idempotency-Key must have 1 to 200 printable ASCII characters.",
    ),
    "idempotency_key_reused": (
        "המפתח Idempotency-Key כבר שימש לבקשה אחרת.",
        "The Idempotency-Key was used for another request already.",
    ),
    "in_progress": (
        "הבקשה הראשונה עם המפתח הזה עוד לא נענתה.",
        "The first request with this key was not answered yet.",
    ),
    "busy": ("השרת עסוק כרגע. כדאי לשלוח שוב בעוד רגע.", "The server is busy. Send it again in a moment."),
    "internal_error": (
        "אירעה תקלה אצלנו, ודבר לא נרשם.",
        "Something went wrong on our side, and nothing was recorded.",
    ),
    # guarantee 1: nothing vague
    "vague_window": (
        "שני אנשים יבינו את המועד אחרת. צריך לבחור תאריך ושעה.",
        "Two people would read the time differently. Choose a date and an hour.",
    ),
    "incomplete": ("עוד חסרה תשובה.", "An answer is still missing."),
    "no_address": (
        "אין ללקוח כתובת תקינה בערוץ הזה. אפשר לבחור ערוץ אחר, או להוסיף כתובת.",
        "The customer has no working address on this channel. Choose another one, or add an address.",
    ),
    "several": (
        "יש כאן יותר מהבטחה אחת. כל אחת נרשמת לעצמה.",
        "There is more than one promise here. Record each for itself.",
    ),
    "window_mismatch": (
        "המילים נוקבות במועד אחד, והשדות באחר.",
        "The words name one time and the fields another.",
    ),
    "answer_after_due": (
        "התשובה להצעה צריכה להגיע לפני המועד שהיא נוקבת בו.",
        "An offer must be answered before the time that it names.",
    ),
    "condition_after_due": (
        "מה שצריך לבוא קודם צריך להגיע לפני המועד.",
        "What must come first must come before the due.",
    ),
    # windows
    "naive_moment": ("למועד חסר הפרש מ-UTC.", "The moment has no offset from UTC."),
    "moment_out_of_range": ("התאריך רחוק מדי.", "The date is too far away."),
    "due_before_start": ("הטווח מסתיים לפני שהוא מתחיל.", "The window ends before it begins."),
    "start_past": ("תחילת המועד כבר מזמן מאחורינו.", "The window began long ago."),
    "due_past": ("המועד כבר עבר.", "The time has passed already."),
    "no_such_hour": (
        "השעון מוזז קדימה באותו לילה, והשעה הזאת אינה קיימת.",
        "The clocks go forward that night, and this hour does not exist.",
    ),
    "two_readings": (
        "השעון מוזז אחורה באותו לילה, והשעה הזאת באה פעמיים.",
        "The clocks go back that night, and this hour comes twice.",
    ),
    "outside_hours": ("בשעה הזאת אין אף אחד במקום.", "Nobody is there at that hour."),
    "too_many_times": ("אפשר לבקש עד שלושה מועדים.", "Up to three times can be asked for."),
    "not_asked": ("זה אינו מועד שהלקוח/ה ביקש/ה.", "This is not a time that the customer asked for."),
    # the life of a promise and a case
    "not_possible": ("מהמצב הנוכחי אין צעד כזה.", "There is no such step from where it stands."),
    "no_way_out": (
        "בין האפשרויות צריכה להיות גם לא לשנות דבר או לבטל.",
        "Among the options has to be doing nothing or cancelling.",
    ),
    "way_out_costs": ("הביטול הוא ללא עלות.", "Cancelling is free of charge."),
    "option_count": (
        "בוחרים בין שתי אפשרויות לפחות, ושש לכל היותר.",
        "A choice is between two to six options.",
    ),
    "no_such_option": ("אין אפשרות כזו.", "None of the options is called so."),
    "shown_changed": (
        "מה שהוצע השתנה מאז שהוצג.",
        "What is offered changed since it was shown.",
    ),
    "already_decided": (
        "הבחירה כבר נעשתה, או שאינה נדרשת עוד.",
        "The choice was made already, or is not asked for any more.",
    ),
    "choice_needed": (
        "כאן מחכים לבחירה של הלקוח: רושמים מה נבחר.",
        "This waits for the customer's choice: record what they chose.",
    ),
    "already_answered": (
        "על השאלה הזאת כבר ענו.",
        "This question was answered already.",
    ),
    "answer_needed": (
        "זו הבטחה לענות על שאלה: היא מתקיימת בתשובה.",
        "This promises an answer to a question: it is kept by that answer.",
    ),
    "not_yours": (
        "השאלה הזאת מופנית לצד השני.",
        "The other side is asked this question.",
    ),
    "wish_open": (
        "דבר שהלקוח ביקש עוד לא הובטח, לא נענה ולא נדחה.",
        "Something that the customer asked for is neither promised, answered nor declined.",
    ),
    "nobody_spoken": (
        "לא דיברו עם אף אחד, ולכן לא סוכם דבר.",
        "Nobody was reached, so nothing was agreed.",
    ),
    "summary_leaves_out": (
        "מועד שסוכם חסר בסיכום.",
        "A time that was agreed is not in the summary.",
    ),
    "summary_sent": ("הסיכום של השיחה הזאת כבר נשלח.", "The summary of this conversation was sent already."),
    "nothing_to_sum_up": (
        "לא דיברו עם אף אחד, ואין מה לסכם.",
        "Nobody was reached: there is nothing to sum up.",
    ),
    "summary_answered": ("הלקוח כבר ענה על הסיכום הזה.", "The customer has answered this summary already."),
    "summary_overtaken": (
        "משהו בסיכום הזה השתנה מאז, ולכן הוא כבר לא עומד לאישור.",
        "Something in this summary has changed since, so it is not to be confirmed any more.",
    ),
    "stale": ("זה השתנה מאז שנקרא.", "It changed since it was read."),
    "proof_needed": (
        "רק מי שההבטחה ניתנה לו מוותר עליה. צריך לכתוב איך ומתי נאמר הדבר.",
        "Only the creditor lets go of a promise. Say how and when they said so.",
    ),
    "unknown_term": (
        "אי אפשר לדעת מתי המשך הזמן הזה מסתיים.",
        "This term has no end that can be known.",
    ),
    "disclosure_needed": ("צריך לכתוב מה ייאמר ללקוח.", "Write what the customer will be told."),
    "reason_needed": ("לשינוי מועד צריך סיבה.", "A change of time carries its reason."),
    "later_than_replaced": (
        "עיכוב נוסף צריך הסכמה: מזיזים את המועד של מה שמוחלף, והלקוח נשאל, או מתעדים את השיחה שבה זה סוכם.",
        "A further delay needs consent: move what is replaced, or record the conversation in which it was agreed.",
    ),
    "already_proposed": (
        "זה המועד שהתבקש מהלקוח: מסכימים לו, ולא מבקשים אותו.",
        "This is the time that the customer was asked for: it is agreed to, not asked for.",
    ),
    "same_window": ("זה המועד שכבר סוכם.", "This is the time that was agreed already."),
    "not_told_yet": ("הלקוח עוד לא שמע על המועד הזה.", "The customer was not told of that time yet."),
    "no_next_step": (
        "הפנייה תישאר בלי צעד הבא. צריך לומר מה קורה הלאה, או לסגור אותה.",
        "The case would be left without a next step. Say what comes next, or close it.",
    ),
    "open_ends": ("יש בפנייה קצוות פתוחים.", "The case has open ends."),
    "case_closed": ("הפנייה סגורה.", "The case is closed."),
    "not_closed": ("הפנייה פתוחה.", "The case is open."),
    "not_their_part": (
        "משהו בפנייה מחכה לנו, ולא ללקוח.",
        "Something in the case waits for us, and not for the customer.",
    ),
    "closing_too_soon": (
        "ללקוח צריך להישאר זמן לענות.",
        "The customer needs time to answer.",
    ),
    "already_announced": ("כבר הודענו ללקוח על מועד.", "The customer was told a date already."),
    "already_surveyed": (
        "הלקוח כבר נשאל. לשאלה נוספת צריך סיבה.",
        "The customer was asked already. A second time needs a reason.",
    ),
    "bad_score": ("הציון הוא מספר מ-1 עד 5.", "A score is a number from 1 to 5."),
    "call_promised": ("כבר הובטחה שיחה.", "A call is promised already."),
    "not_verified": (
        "הפרטים הגיעו מטופס פומבי ועוד לא אומתו.",
        "These details came through a public form and are not verified yet.",
    ),
    "window_gone": ("את המועד הזה אי אפשר לבחור.", "This window cannot be chosen."),
    "read_by_nobody": ("את הקוד קורא רק מי שקיבל אותו.", "Only whoever got the code can read it."),
    "replaced": ("הודעה חדשה יותר באה במקום ההודעה הזאת.", "A newer message took the place of this one."),
    "not_waiting": ("ההודעה כבר יצאה, או שכבר טופלה.", "The message has left already, or was dealt with."),
    "too_late": (
        "כבר אי אפשר לבטל את זה: השניות עברו, או שמשהו אחר נשען על זה.",
        "This can no longer be undone: its seconds are over, or something else rests on it by now.",
    ),
    "words_passed": (
        "המועד שבהודעה עבר או השתנה, והיא כבר לא נשלחת.",
        "The time in the message has passed, or has changed: it is not sent any more.",
    ),
    "must_be_heard": (
        "הלקוח צריך לשמוע את זה. אפשר לשלוח שוב, או לספר לו ולציין איך.",
        "The customer has to hear this. Send it again, or tell them and say how.",
    ),
    "file_too_large": ("הקובץ גדול מדי.", "The file is too large."),
    "wrong_kind": ("קבצים מסוג זה אינם מתקבלים.", "Files of this kind are not taken."),
    "broken_document": ("הקובץ לא שלם, ואי אפשר לפתוח אותו.", "The PDF is not whole and cannot be opened."),
    "broken_picture": ("אי אפשר לפתוח את התמונה.", "The picture cannot be opened."),
    "too_many_points": (
        "בתמונה יותר נקודות ממה שאפשר להציג.",
        "The picture has more points than can be shown.",
    ),
    "file_empty": ("אין בקובץ דבר.", "There is nothing in the file."),
    "too_many_files": ("הגיעו כבר כל הקבצים שאפשר לקבל.", "As many files as are taken came already."),
    "file_needed": ("התשובה לבקשת מסמך היא קובץ.", "What was asked for is a document: the answer is a file."),
    "no_document_asked": ("השאלה אינה מבקשת מסמך.", "The question asked for no document."),
    "no_such_item": ("אין סעיף כזה.", "There is no such item."),
    "not_your_item": ("הצד השני אומר את זה.", "The other side says this."),
    "nothing_to_mark": ("עוד לא נכתב שם דבר.", "Nothing is written there yet."),
    "bad_clause": (
        "בניסוח הסעיף צריך להופיע {said} פעם אחת, בשתי השפות, ובלי סוגריים מסולסלים אחרים.",
        "A clause has {said} once, in both languages, and no other braces.",
    ),
    "one_price": (
        "לתיאום יש מחיר אחד, תחת הנושא של המחיר.",
        "An alignment has one price, under the topic of the price.",
    ),
    "nothing_to_take": (
        "אין שם ניסוח של הלקוח שאפשר לקבל.",
        "There are no words of the customer's that could stand there.",
    ),
    "to_be_signed": (
        "זה משנה את מה ששני הצדדים חתמו עליו, וגם על זה חותמים שניהם.",
        "It changes what both signed, and is signed by both as well.",
    ),
    "code_address_needed": (
        "ללקוח אין כתובת מייל ידועה שאפשר לשלוח אליה קוד לחתימה.",
        "No email address to which a code could be sent is known to be the customer's.",
    ),
    "agreement_pending": ("גרסה אחת כבר מחכה לחתימה.", "A version waits to be signed already."),
    "agreement_over": ("על זה כבר לא חותמים.", "It is not to be signed any more."),
    "already_signed": ("הצד הזה כבר חתם.", "This side has signed already."),
    "not_your_name": ("זה שם של מישהו אחר.", "This is somebody else's name."),
    "codes_spent": ("היום כבר לא נשלחים קודים נוספים.", "No more codes are sent for this today."),
    "term_over": ("מועד שכתוב בו כבר עבר.", "A time that it names has passed."),
    "they_sign_first": ("קודם חותם הלקוח.", "The customer signs first."),
    "not_confirmed": ("יש חלקים שעוד לא אושרו.", "Some sections are not confirmed yet."),
    "not_written": ("הקובץ לחתימה עוד בהכנה.", "The file that is signed is still being made."),
    "no_such_section": ("אין חלק כזה בהסכם.", "The agreement has no such section."),
    "nothing_to_amend": (
        "גרסה חדשה משנה רק את מה ששני הצדדים חתמו עליו.",
        "Only what both signed is changed by a next version.",
    ),
    "unprintable": ("יש תווים שאי אפשר להדפיס.", "Some characters cannot be printed."),
    "no_code": ("הקוד כבר לא תקף.", "The code is not good any more."),
    "wrong_code": ("זה לא הקוד שנשלח.", "This is not the code that was sent."),
    "code_on_its_way": ("קוד נשלח לפני רגע.", "A code was sent a moment ago."),
    "signature_needed": (
        "זה מתקיים רק בחתימה על ההסכם.",
        "Only signing the agreement keeps this.",
    ),
    "alignment_over": ("תיאום הציפיות כבר אושר, או שלא ממשיכים בו.", "It was approved, or dropped."),
    "not_aligned": (
        "חסר משהו, או ששני הצדדים עוד לא הסכימו עליו.",
        "Something is missing, or not agreed by both.",
    ),
    "alignment_changed": ("משהו השתנה בינתיים.", "Something changed meanwhile."),
    "item_changed": (
        "בינתיים נכתב שם משהו אחר.",
        "Something else was written there meanwhile.",
    ),
    "alignment_open": ("כבר יש תיאום ציפיות פתוח בפנייה הזאת.", "One is gone through in this case already."),
    "not_cancellable": ("אי אפשר לבטל את זה כאן.", "This cannot be cancelled here."),
    "cancelling_over": ("הזמן שבו אפשר לבטל עבר.", "The time in which it can be cancelled has passed."),
    "split_differs": ("סכום התשלומים שונה מהמחיר.", "The payments are not the price."),
    "more_than_due": ("זה יותר ממה שנשאר לשלם.", "This is more than is left to pay."),
    "nothing_came": ("לא רשום כאן תשלום כזה שהגיע.", "No such payment is written down here."),
    "deal_over": ("מה שסוכם כאן כבר לא בתוקף.", "What was agreed here is no longer in force."),
    "not_a_payment": ("לא סוכם כאן סכום לתשלום.", "No amount was agreed here."),
    "bad_amount": ("הסכום צריך להיות יותר מאפס.", "The amount is above nothing."),
    "vat_differs": ("המע״מ אינו כפי שהעסק רשום.", "The VAT is not as the business is registered."),
    "bad_registration": ("ספרה במספר שגויה או חסרה.", "A digit of the number is wrong or missing."),
    "payments_unordered": (
        "התשלומים לא מסודרים לפי המועדים.",
        "The payments are not in the order of their days.",
    ),
    "forms_full": ("יש כבר כל הטפסים שאפשר לשמור.", "As many forms as are kept are there already."),
    "nothing_to_ask": (
        "התבנית לא שואלת את הלקוח דבר לפני שדיברתם.",
        "The template asks nothing of the customer before you have spoken.",
    ),
    "templates_full": ("יש כבר כל מה שאפשר לשמור.", "As many as are kept are there already."),
    "usual_turned": ("הזמן הקצר ארוך מהזמן הארוך.", "The shorter time is longer than the longer one."),
    "stage_gone": (
        "השלב שבו הפנייה נמצאת כבר לא קיים בתהליך.",
        "The stage in which the case is stands in the process no more.",
    ),
    "too_many_stages": ("השלבים שעברו והשלבים הבאים רבים מדי.", "There would be too many stages."),
    "process_unchanged": (
        "הפנייה כבר מתקדמת לפי התהליך המעודכן.",
        "The case goes by the process as it is now already.",
    ),
    "stage_not_done": (
        "עוד לא דווח שמה שהובטח בשלב הזה בוצע.",
        "What was promised in this stage has not been reported as done.",
    ),
    "no_such_stage": (
        "אין שלב כזה, או שהפנייה כבר נמצאת בו.",
        "There is no such stage, or the case is in it.",
    ),
    "on_its_way": ("הפנייה כבר בתוך תהליך.", "The case follows a process already."),
    "too_many_passages": ("הפנייה עברה בין השלבים יותר מדי פעמים.", "The case changed stages too often."),
    "processes_full": ("יש כבר כל התהליכים שאפשר לשמור.", "As many processes as are kept are there already."),
    "stage_incomplete": ("בשלב חסר משהו באחת השפות.", "Something of a stage is missing in one language."),
    "bank_full": ("בנק השאלות מלא.", "The question bank is full."),
    "nobody_affected": ("לא נשאר למי להודיע.", "Nobody is left to tell."),
    "known_later": ("המועד שבו זה נודע עוד לא הגיע.", "The moment of knowing lies ahead."),
    "bad_remedy": (
        "הנחה היא יותר מאפס, ולא יותר מהמחיר כולו.",
        "A discount is more than nothing, and no more than the whole price.",
    ),
    "nothing_to_undo": ("זאת טיוטה: אין מה לבטל.", "It is a draft: there is nothing to undo."),
    "nothing_to_tell": ("אין טיוטה שמחכה לאישור.", "No draft waits for a yes."),
    "still_telling": ("העדכון הקודם עוד לא הגיע לכולם.", "The last update has not reached everybody yet."),
    "service_listed": ("כבר יש מוצר או שירות בשם הזה.", "Something of this name is listed already."),
    # people
    "not_allowed": ("התפקיד אינו כולל את הפעולה הזאת.", "The role does not include this."),
    "bad_address": ("שום הודעה לא תגיע לכתובת הזאת.", "No message could reach this address."),
    "too_many": ("הגיעו יותר מדי פניות כרגע.", "More came than can be answered right now."),
    # the kinds, where a refusal has no words of its own
    "refused": ("הכללים אינם מאפשרים זאת.", "The rules do not allow it."),
    "conflict": ("במצב הנוכחי זה לא אפשרי.", "It cannot be done in the state that things are in."),
    "forbidden": ("אין הרשאה לפעולה הזאת.", "This is not permitted."),
}


def title(code: str, lang: str) -> str:
    """The words of a code in a language; a code without words of its own is named as it is."""
    words = TITLES.get(code)
    if words is None:
        return code.replace("_", " ")
    return words[0] if lang == "he" else words[1]
