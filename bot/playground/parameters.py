"""The methods that the server knows, and the parameters of each: `name:type`, `!` where required.

Types: `int`, `str`, `bool`, `chat` (an id or a @name), `list` and `object` (JSON), `file`.
"""

from __future__ import annotations

from dataclasses import dataclass

_TABLE = """
getUpdates:
  offset:int limit:int timeout:int allowed_updates:list
setWebhook:
  url:str! certificate:file ip_address:str max_connections:int allowed_updates:list
  drop_pending_updates:bool secret_token:str
deleteWebhook:
  drop_pending_updates:bool
getWebhookInfo:
getMe:
logOut:
close:
sendMessage:
  business_connection_id:str chat_id:chat! message_thread_id:int direct_messages_topic_id:int
  text:str! parse_mode:str entities:list link_preview_options:object disable_notification:bool
  protect_content:bool allow_paid_broadcast:bool message_effect_id:str
  suggested_post_parameters:object reply_parameters:object reply_markup:object
forwardMessage:
  chat_id:chat! message_thread_id:int direct_messages_topic_id:int from_chat_id:chat!
  video_start_timestamp:int disable_notification:bool protect_content:bool message_effect_id:str
  suggested_post_parameters:object message_id:int!
copyMessage:
  chat_id:chat! message_thread_id:int direct_messages_topic_id:int from_chat_id:chat!
  message_id:int! video_start_timestamp:int caption:str parse_mode:str caption_entities:list
  show_caption_above_media:bool disable_notification:bool protect_content:bool
  allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object
  reply_parameters:object reply_markup:object
sendPhoto:
  business_connection_id:str chat_id:chat! message_thread_id:int direct_messages_topic_id:int
  photo:file! caption:str parse_mode:str caption_entities:list show_caption_above_media:bool
  has_spoiler:bool disable_notification:bool protect_content:bool allow_paid_broadcast:bool
  message_effect_id:str suggested_post_parameters:object reply_parameters:object
  reply_markup:object
sendDocument:
  business_connection_id:str chat_id:chat! message_thread_id:int direct_messages_topic_id:int
  document:file! thumbnail:file caption:str parse_mode:str caption_entities:list
  disable_content_type_detection:bool disable_notification:bool protect_content:bool
  allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:object
  reply_parameters:object reply_markup:object
sendChatAction:
  business_connection_id:str chat_id:chat! message_thread_id:int action:str!
pinChatMessage:
  business_connection_id:str chat_id:chat! message_id:int! disable_notification:bool
unpinChatMessage:
  business_connection_id:str chat_id:chat! message_id:int
leaveChat:
  chat_id:chat!
getChat:
  chat_id:chat!
getChatAdministrators:
  chat_id:chat! return_bots:bool
getChatMemberCount:
  chat_id:chat!
getChatMember:
  chat_id:chat! user_id:int!
createForumTopic:
  chat_id:chat! name:str! icon_color:int icon_custom_emoji_id:str
editForumTopic:
  chat_id:chat! message_thread_id:int! name:str icon_custom_emoji_id:str
closeForumTopic:
  chat_id:chat! message_thread_id:int!
reopenForumTopic:
  chat_id:chat! message_thread_id:int!
deleteForumTopic:
  chat_id:chat! message_thread_id:int!
answerCallbackQuery:
  callback_query_id:str! text:str show_alert:bool url:str cache_time:int
answerGuestQuery:
  guest_query_id:str! result:object!
answerInlineQuery:
  inline_query_id:str! results:list! cache_time:int is_personal:bool next_offset:str
  button:object
setMyCommands:
  commands:list! scope:object language_code:str
deleteMyCommands:
  scope:object language_code:str
getMyCommands:
  scope:object language_code:str
setMyName:
  name:str language_code:str
getMyName:
  language_code:str
setMyDescription:
  description:str language_code:str
getMyDescription:
  language_code:str
setMyShortDescription:
  short_description:str language_code:str
getMyShortDescription:
  language_code:str
setChatMenuButton:
  chat_id:int menu_button:object
getChatMenuButton:
  chat_id:int
setMyDefaultAdministratorRights:
  rights:object for_channels:bool
getMyDefaultAdministratorRights:
  for_channels:bool
editMessageText:
  business_connection_id:str chat_id:chat message_id:int inline_message_id:str text:str
  parse_mode:str entities:list link_preview_options:object rich_message:object
  reply_markup:object
editMessageCaption:
  business_connection_id:str chat_id:chat message_id:int inline_message_id:str caption:str
  parse_mode:str caption_entities:list show_caption_above_media:bool reply_markup:object
editMessageReplyMarkup:
  business_connection_id:str chat_id:chat message_id:int inline_message_id:str
  reply_markup:object
deleteMessage:
  chat_id:chat! message_id:int!
deleteMessages:
  chat_id:chat! message_ids:list!
"""


@dataclass(frozen=True)
class Parameter:
    """One parameter of a method."""

    name: str
    type: str
    required: bool


def _read(table: str) -> dict[str, tuple[Parameter, ...]]:
    found: dict[str, list[Parameter]] = {}
    method = ""
    for line in table.strip().splitlines():
        if line.endswith(":"):
            method = line.removesuffix(":")
            found[method] = []
        else:
            for word in line.split():
                name, _, kind = word.partition(":")
                found[method].append(Parameter(name, kind.rstrip("!"), kind.endswith("!")))
    return {method: tuple(parameters) for method, parameters in found.items()}


METHODS = _read(_TABLE)
